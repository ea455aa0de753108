/**
 * Networks in files of Keras as layers of ours: {@code .keras} as Keras 3 writes it, and {@code
 * .h5} as Keras 2 and 3 do. {@link org.qusecnets.sweep.network.pretrained.keras.KerasFormat} is
 * where to start reading.
 *
 * <p>Both hold a configuration in JSON, which says the layers, and arrays, which are their weights.
 * {@code SequentialReading} and {@code FunctionalReading} make a {@code KerasModel} of the first,
 * {@code ArchivedWeights} and {@code LegacyWeights} find the arrays of a layer. {@code
 * ModelTranslation} says the layers as nodes of an ONNX graph, each layer's by a {@code
 * LayerTranslation}, and {@link org.qusecnets.sweep.network.pretrained.onnx.OnnxFormat} makes
 * layers of ours of them: what padding, layouts and branches mean is known once. A value of the
 * graph has the axes that it has in Keras; nodes that need others are between two transposings.
 *
 * <p>Names of layers are Keras's. Nothing that a file holds is run: layers with code in them are
 * refused, as are layers and options that are not known.
 *
 * <p>This package may use {@code network.pretrained}, {@code network.onnx.graph} and Jackson.
 */
package org.qusecnets.sweep.network.pretrained.keras;
