/**
 * Bounds of what a network can compute over a box of inputs.
 *
 * <p><b>Interval arithmetic</b> takes the box through the layers ({@code LayerBounds}).
 *
 * <p><b>Linear bounds</b> take rows of coefficients, one for each bound, from a layer back to the
 * box ({@code LinearRows}): through each rectifier by one of two lines around it, whichever keeps
 * the row from growing ({@code Lines}), and through each layer by its transposed weights. Rows of
 * one position of a convolution see a window of the layer before, and only that is computed. Units
 * that interval arithmetic knows to be stable need no row: their rectifier is constant or the
 * identity whatever the bounds are. All rows that see the same window are taken back together and
 * lie innermost in memory: a rectifier's lines scale a run of them, and a unit whose rectifier is 0
 * is left out of the matrix products ({@code network.affine.PullBack}).
 *
 * <p><b>Slopes</b> of lower lines are free; those that prove most are searched for by gradient
 * ascent, for the rows of the last layer ({@code SlopeSearch}).
 *
 * <p><b>Rounding.</b> All is in double precision. A coefficient that is rounded is another
 * coefficient, by at most {@code gamma(n)} times the sum of the absolute products; multiplied with
 * the largest absolute value of what it is a coefficient of, that is an error of the row, for which
 * one sum for each layer suffices ({@code LinearRows}). It is subtracted at the end. Intercepts and
 * radii are rounded outwards where they are computed.
 *
 * <p>{@link org.qusecnets.sweep.certificate.bound.NetworkBounds} is where to start reading. This
 * package may use {@code network.affine} and {@code dataset}.
 */
package org.qusecnets.sweep.certificate.bound;
