package org.qusecnets.sweep.table;

/**
 * A number and the interval that it is known to.
 *
 * @param value the number; null where there is none
 * @param low lower bound; null where there is none
 * @param high upper bound; null where there is none
 */
public record IntervalColumns(
    @Column("the number") Double value,
    @Column("lower bound of its 95 % Wilson interval") Double low,
    @Column("upper bound") Double high) {}
