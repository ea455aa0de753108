package org.qusecnets.sweep.network;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.dataset.ImageShape;

/** The quantization layer of a {@link NetworkEngine}; images are [channels, height, width] here. */
final class QuantizationStage {
  private final QuantizationLayer layer;
  private final ImageShape shape;
  private final QuantizationFunction function;
  private final Parameters thresholds;
  private INDArray nativeThresholds;
  private INDArray images;

  QuantizationStage(QuantizationLayer layer, ImageShape shape) {
    this.layer = layer;
    this.shape = shape;
    function = layer.function();
    thresholds = new Parameters(layer.options().thresholds() * function.cells());
  }

  Parameters parameters() {
    return thresholds;
  }

  QuantizationOptions options() {
    return layer.options();
  }

  void thresholdsChanged() {
    nativeThresholds =
        Nd4j.createFromArray(thresholds.values())
            .reshape('c', options().thresholds(), function.cells());
  }

  void forward(float[] input, float[] output, int count) {
    images = nativeImages(input, count);
    read(function.quantize(images, nativeThresholds), output);
  }

  /**
   * Gradient with respect to the images of the last forward pass; that of the thresholds goes to
   * {@link #parameters}.
   */
  void backward(float[] gradient, float[] inputGradient, int count) {
    QuantizationFunction.Gradients gradients =
        function.backward(images, nativeThresholds, nativeImages(gradient, count));
    read(gradients.images(), inputGradient);
    if (gradients.thresholds() != null) {
      read(gradients.thresholds(), thresholds.gradient());
    }
  }

  void load(MultiLayerNetwork network) {
    read(thresholdsOf(network), thresholds.values());
    thresholdsChanged();
  }

  void store(MultiLayerNetwork network) {
    thresholdsOf(network).assign(nativeThresholds);
  }

  private static INDArray thresholdsOf(MultiLayerNetwork network) {
    return network.getLayer(0).getParam(QuantizationLayer.THRESHOLDS);
  }

  private INDArray nativeImages(float[] values, int count) {
    float[] used = java.util.Arrays.copyOf(values, count * shape.size());
    return Nd4j.createFromArray(used)
        .reshape('c', count, shape.channels(), shape.height(), shape.width());
  }

  private static void read(INDArray source, float[] target) {
    float[] values = source.dup('c').data().asFloat();
    System.arraycopy(values, 0, target, 0, values.length);
  }
}
