/**
 * The layers of a network at work on batches, for {@code NetworkEngine}: outputs, gradients of
 * inputs and of parameters.
 *
 * <p>Values and gradients are [rows, channels, columns, images]. {@link
 * org.qusecnets.sweep.network.layer.LayerStage} is where to start reading. A stage has its own
 * memory for what it makes, so that one may be looked at until the next pass, or changes what it
 * takes where that is; a sequence of stages need not know which. Parameters come from and go to the
 * table of a DL4J network, by the name of the layer there.
 *
 * <ul>
 *   <li>Rectifiers are part of the last pass of the stage before them, where that has memory of its
 *       own ({@link org.qusecnets.sweep.network.layer.Rectifier}).
 *   <li>Batch normalisation right behind a convolution is multiplied into its weights where a
 *       network is evaluated ({@link org.qusecnets.sweep.network.layer.FoldedNormalization}), so
 *       that attacks do not pay for it.
 *   <li>What a pass in training does otherwise, statistics of the batch and dropout, is up to
 *       {@link org.qusecnets.sweep.network.layer.Pass}: an attack within training is a pass of
 *       evaluation.
 * </ul>
 *
 * <p>This package may use {@code network.arithmetic}, {@code network.optimizer}, {@code recipe},
 * {@code dataset} and {@code options}.
 */
package org.qusecnets.sweep.network.layer;
