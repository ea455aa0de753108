package org.qusecnets.sweep.network;

import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.dataset.ImageShape;

/** The quantization layer of a {@link NetworkEngine}; images are [channels, height, width] here. */
final class QuantizationStage implements AutoCloseable {
  private static final WorkspaceConfiguration WORKSPACE =
      WorkspaceConfiguration.builder()
          .policyAllocation(AllocationPolicy.STRICT)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private final QuantizationLayer layer;
  private final ImageShape shape;
  private final QuantizationFunction function;
  private final Parameters thresholds;
  private final INDArray nativeThresholds;

  QuantizationStage(QuantizationLayer layer, ImageShape shape) {
    this.layer = layer;
    this.shape = shape;
    function = layer.function();
    thresholds = new Parameters(layer.options().thresholds() * function.cells());
    nativeThresholds =
        Nd4j.createUninitializedDetached(
            DataType.FLOAT, 'c', layer.options().thresholds(), function.cells());
  }

  Parameters parameters() {
    return thresholds;
  }

  QuantizationOptions options() {
    return layer.options();
  }

  void thresholdsChanged() {
    pointer(nativeThresholds).put(thresholds.values(), 0, thresholds.values().length);
  }

  void forward(float[] input, float[] output, int count) {
    try (MemoryWorkspace workspace = workspace()) {
      read(function.quantize(nativeImages(input, count), nativeThresholds), output);
    }
  }

  /**
   * Gradient with respect to the images; that of the thresholds goes to {@link #parameters}.
   *
   * @param input the images
   * @param gradient gradient with respect to the quantized images
   */
  void backward(float[] input, float[] gradient, float[] inputGradient, int count) {
    try (MemoryWorkspace workspace = workspace()) {
      QuantizationFunction.Gradients gradients =
          function.backward(
              nativeImages(input, count), nativeThresholds, nativeImages(gradient, count));
      read(gradients.images(), inputGradient);
      if (gradients.thresholds() != null) {
        read(gradients.thresholds(), thresholds.gradient());
      }
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

  /** Where intermediate arrays live: memory that is used again for each batch. */
  private static MemoryWorkspace workspace() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "quantization");
  }

  private INDArray nativeImages(float[] values, int count) {
    INDArray images =
        Nd4j.createUninitialized(
            DataType.FLOAT,
            new long[] {count, shape.channels(), shape.height(), shape.width()},
            'c');
    pointer(images).put(values, 0, count * shape.size());
    return images;
  }

  private static void read(INDArray source, float[] target) {
    INDArray ordered = source.ordering() == 'c' && !source.isView() ? source : source.dup('c');
    pointer(ordered).get(target, 0, (int) ordered.length());
  }

  private static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().pointer()).position(array.offset());
  }

  @Override
  public void close() {
    nativeThresholds.close();
  }
}
