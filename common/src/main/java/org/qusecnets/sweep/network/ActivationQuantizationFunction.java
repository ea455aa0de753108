package org.qusecnets.sweep.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.qusecnets.sweep.recipe.ActivationOptions;

/**
 * {@link ActivationOptions.Quantized} by its definition, with the gradients that stand in for its
 * own. Values have any shape; thresholds are [K, 1], of tanh(x).
 */
final class ActivationQuantizationFunction implements ThresholdFunction {
  private final ActivationOptions.Quantized options;

  ActivationQuantizationFunction(ActivationOptions.Quantized options) {
    this.options = options;
  }

  @Override
  public int thresholds() {
    return options.steps();
  }

  @Override
  public int cells() {
    return 1;
  }

  /** Halfway between two values. */
  @Override
  public double initialThreshold(int k) {
    return (2.0 * k + 1) / thresholds() - 1;
  }

  @Override
  public INDArray quantize(INDArray inputs, INDArray thresholds) {
    INDArray tangents = Transforms.tanh(inputs, true);
    INDArray exceeded = inputs.ulike().assign(0);
    for (int k = 0; k < thresholds(); k++) {
      exceeded.addi(tangents.gt(thresholds.getDouble(k)).castTo(inputs.dataType()));
    }
    return exceeded.muli(2.0 / thresholds()).subi(1);
  }

  @Override
  public Gradients backward(INDArray inputs, INDArray thresholds, INDArray gradient) {
    INDArray doubled = inputs.mul(2);
    // 1 - tanh(x)^2 in a form that is not zero by rounding.
    INDArray slopes =
        Transforms.sigmoid(doubled, true)
            .muli(Transforms.sigmoid(doubled.neg(), false))
            .muli(4)
            .muli(gradient);
    return new Gradients(
        slopes,
        options.thresholds().trainable()
            ? thresholdGradient(Transforms.tanh(inputs, true), thresholds, gradient)
            : null);
  }

  private INDArray thresholdGradient(INDArray tangents, INDArray thresholds, INDArray gradient) {
    INDArray sums = Nd4j.createUninitialized(thresholds.dataType(), thresholds.shape(), 'c');
    for (int k = 0; k < thresholds(); k++) {
      INDArray distances = Transforms.abs(tangents.sub(thresholds.getDouble(k)), false);
      INDArray near = distances.lt(1.0 / thresholds()).castTo(gradient.dataType());
      sums.putScalar(k, -near.muli(gradient).sumNumber().doubleValue());
    }
    return sums;
  }
}
