/**
 * Trained models as ONNX files: the network, the quantization layer and the transforms in front of
 * it in one graph from pixels to logits, which ONNX Runtime and other programs compute. {@link
 * org.qusecnets.sweep.network.onnx.OnnxExport} is where to start reading.
 *
 * <p>{@link org.qusecnets.sweep.network.onnx.graph.OnnxGraph} makes nodes and constants, {@code
 * InputNodes} what stands in front of the network, {@code LayerNodes} the network and {@code
 * ActivationNodes} functions of single values. Where values have no shape of their own in ONNX,
 * such as the thresholds that each pixel meets, a further axis has them ({@code ThresholdNodes}).
 *
 * <p>This package may use {@code network.export}, {@code network} and what lies below it, and the
 * classes of ONNX's format that ND4J brings; nothing else uses it but who writes files.
 */
package org.qusecnets.sweep.network.onnx;
