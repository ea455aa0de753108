package org.qusecnets.sweep.table;

/**
 * Mean sizes of perturbations.
 *
 * @param changedValues mean number of values that changed
 * @param l0 the same as a share of an image's values, in [0, 1]
 * @param l1 mean L1 norm, pixels in [0, 1]
 * @param l2 mean L2 norm, pixels in [0, 1]
 * @param linf mean of the largest absolute change
 */
public record NormColumns(
    @Column("mean number of values that the attack changed") Double changedValues,
    @Column("mean L0: the share of an image's values that they are") Double l0,
    @Column("mean L1 norm of the perturbation") Double l1,
    @Column("mean L2 norm of the perturbation") Double l2,
    @Column("mean of the largest absolute change of a value") Double linf) {}
