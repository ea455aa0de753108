/**
 * Networks in ONNX files, as PyTorch, Keras and others write them, as layers of ours. {@link
 * org.qusecnets.sweep.network.pretrained.onnx.OnnxFormat} is where to start reading.
 *
 * <p>{@code GraphReading} goes through the nodes that the output needs, in their order. What
 * depends on no image is computed at once ({@code ConstantFolding}). Anything else is a {@code
 * Signal}: a {@code Chain} of {@code Element}s that make it of the image, and {@code Axes} that say
 * where channels, rows and columns of an image lie in it, so that transposing and flattening are no
 * layers. {@code SignalOperators} names the operators there are, a class for each family of them.
 * Where two chains meet, {@code Branches} makes an activation or a block of them. {@code
 * LayerAssembly} makes layers and weights of the elements, after {@code AffineFolding} has put
 * scales and shifts into the weights before them.
 *
 * <p>A file may be damaged or hostile: {@code MessageLimits} counts what it holds before any of it
 * is read, and {@code Budget} what is made of it.
 *
 * <p>This package may use {@code network.pretrained}, {@code recipe}, {@code dataset}, {@code
 * options} and the classes of ONNX's format that ND4J brings.
 */
package org.qusecnets.sweep.network.pretrained.onnx;
