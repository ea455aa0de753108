package org.qusecnets.sweep.table;

/**
 * What the first gradients of an attack tell about masking.
 *
 * @param zeroShare mean share of their values that are exactly 0
 * @param zeroImages images whose gradient is 0 everywhere
 * @param nonFiniteImages images whose gradient has values that are not finite
 */
public record GradientColumns(
    @Column(
            name = "mean_gradient_zero_share",
            value = "mean share of values that are exactly 0 in the attack's first gradient")
        Double zeroShare,
    @Column(
            name = "gradient_zero_images",
            value = "images where that gradient is 0 everywhere: an attack that follows it stays")
        Long zeroImages,
    @Column(
            name = "gradient_non_finite_images",
            value = "images where it has values that are not finite")
        Long nonFiniteImages) {}
