package org.qusecnets.sweep.certificate.bound;

/**
 * Where in a box a lower bound is reached.
 *
 * @param corner the corner, [rows, columns, channels]
 * @param influence of each value, how much its range matters to the bound
 */
public record Descent(double[] corner, double[] influence) {}
