/**
 * The numbers of layers that are a part of other layers' here: scales and shifts as a part of the
 * weights before them, biases as a part of batch normalisation, paddings that differ between the
 * sides as zeros around a kernel. {@link org.qusecnets.sweep.network.pretrained.folding.Affine} and
 * {@link org.qusecnets.sweep.network.pretrained.folding.PaddingFit} are where to start reading.
 *
 * <p>This package may use {@code network.pretrained} and {@code recipe}.
 */
package org.qusecnets.sweep.network.pretrained.folding;
