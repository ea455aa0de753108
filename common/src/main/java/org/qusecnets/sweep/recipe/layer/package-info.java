/**
 * The layers that a network is made of, as a configuration writes them: {@code [{ conv = 32, kernel
 * = 3, padding = same }, relu, { max-pool = 2 }, { dense = 128 }, relu]}.
 *
 * <p>A layer knows what shape it makes of a shape, why it cannot, and what it costs. {@link
 * org.qusecnets.sweep.recipe.layer.NetworkLayers} holds all kinds there are and reads lists of
 * layers. The last layer of every network, a fully connected one with an output for each class, is
 * never written: it follows by itself. A layer right before batch normalisation has no biases,
 * which that would take out again.
 *
 * <p>{@link org.qusecnets.sweep.recipe.layer.NetworkLayer} is where to start reading.
 *
 * <p>A further kind is one record here, one line in {@link
 * org.qusecnets.sweep.recipe.layer.NetworkLayers}, its DL4J layer and its stage in {@code network}.
 *
 * <p>This package may use {@code dataset} and {@code options}.
 */
package org.qusecnets.sweep.recipe.layer;
