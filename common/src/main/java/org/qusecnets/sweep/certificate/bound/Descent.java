package org.qusecnets.sweep.certificate.bound;

import java.util.List;

/**
 * Where in a box a lower bound is reached.
 *
 * @param corner the corner, [rows, columns, channels]
 * @param influence of each value, how much its range matters to the bound
 * @param rectifiers both sides of the rectifier that matters most of those that bend at 0 alone;
 *     none if there is none
 */
public record Descent(double[] corner, double[] influence, List<RectifierSplit> rectifiers) {}
