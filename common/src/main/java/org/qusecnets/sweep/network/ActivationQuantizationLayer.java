package org.qusecnets.sweep.network;

import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;

/**
 * {@link ActivationOptions.Quantized} as a DL4J layer behind a hidden layer without activation:
 * values of any shape in, the same shape out.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE,
    setterVisibility = Visibility.NONE)
public final class ActivationQuantizationLayer extends ThresholdLayer {
  private static final long serialVersionUID = 1L;

  private int bits;
  // Files of models have this name.
  private ThresholdOptimizer thresholdUpdater;
  private double thresholdLearningRate;

  /** For DL4J's JSON reader. */
  ActivationQuantizationLayer() {}

  ActivationQuantizationLayer(ActivationOptions.Quantized options) {
    bits = options.bits();
    if (options.thresholds() instanceof ThresholdTraining.Trained trained) {
      thresholdUpdater = trained.optimizer();
      thresholdLearningRate = trained.learningRate();
    }
    learns(options.thresholds());
  }

  /** What it was made from. */
  public ActivationOptions.Quantized options() {
    return new ActivationOptions.Quantized(bits, training(thresholdUpdater, thresholdLearningRate));
  }

  @Override
  ActivationQuantizationFunction function() {
    return new ActivationQuantizationFunction(options());
  }

  @Override
  public ActivationQuantizationLayer clone() {
    return (ActivationQuantizationLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ActivationQuantizationLayer that && options().equals(that.options());
  }

  @Override
  public int hashCode() {
    return options().hashCode();
  }
}
