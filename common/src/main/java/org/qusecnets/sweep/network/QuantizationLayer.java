package org.qusecnets.sweep.network;

import java.util.Objects;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;

/**
 * The quantization layer (QuSecNets, Eq. 1) as a DL4J layer: images [N, channels, height, width]
 * in, the same shape out.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE,
    setterVisibility = Visibility.NONE)
public final class QuantizationLayer extends ThresholdLayer {
  private static final long serialVersionUID = 1L;

  private int levels;
  private double z;
  // Files of models have this name.
  private ThresholdOptimizer thresholdUpdater;
  private double thresholdLearningRate;
  private Sharing sharing;
  private Placement placement;
  private Derivative derivative;
  private int channels;
  private int height;
  private int width;

  /** For DL4J's JSON reader. */
  QuantizationLayer() {}

  QuantizationLayer(QuantizationOptions options, ImageShape shape) {
    levels = options.levels();
    z = options.z();
    if (options.training() instanceof ThresholdTraining.Trained trained) {
      thresholdUpdater = trained.optimizer();
      thresholdLearningRate = trained.learningRate();
    }
    sharing = options.sharing();
    placement = options.placement();
    derivative = options.derivative();
    channels = shape.channels();
    height = shape.height();
    width = shape.width();
    setLayerName("quantization");
    learns(options.training());
  }

  /** What it was made from. */
  public QuantizationOptions options() {
    return new QuantizationOptions(
        levels,
        z,
        training(thresholdUpdater, thresholdLearningRate),
        sharing,
        placement,
        derivative);
  }

  @Override
  QuantizationFunction function() {
    return new QuantizationFunction(options(), new ImageShape(channels, height, width));
  }

  @Override
  public QuantizationLayer clone() {
    return (QuantizationLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantizationLayer that
        && options().equals(that.options())
        && channels == that.channels
        && height == that.height
        && width == that.width;
  }

  @Override
  public int hashCode() {
    return Objects.hash(options(), channels, height, width);
  }
}
