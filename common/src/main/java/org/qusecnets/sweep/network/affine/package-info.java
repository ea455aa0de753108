/**
 * A network as matrices of doubles, for proofs about it. Layers take values forward, many inputs at
 * once, and coefficients of linear functions of their outputs back to their inputs ({@link
 * org.qusecnets.sweep.network.affine.PullBack}), for a window of positions at a time: what one
 * position of a convolution depends on is a small part of the image.
 *
 * <p>{@link org.qusecnets.sweep.network.affine.AffineNetwork} is where to start reading. This
 * package may use {@code network}, {@code network.arithmetic}, {@code recipe} and {@code dataset}.
 */
package org.qusecnets.sweep.network.affine;
