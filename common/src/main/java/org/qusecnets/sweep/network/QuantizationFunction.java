package org.qusecnets.sweep.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;

/**
 * The quantization of Eq. 1 and its derivatives, in the precision of its arguments.
 *
 * <p>For an image value x with thresholds t_1 ... t_K: {@code y = 1/(n-1) sum_k sigma(z (x -
 * t_k))}, so {@code dy/dx = z/(n-1) sum_k sigma'(z (x - t_k))} and {@code dy/dt_k = -z/(n-1)
 * sigma'(z (x - t_k))}: each threshold's derivative is its own term (the sum over k in the paper's
 * Eq. 5 is a misprint). Images are [N, channels, height, width]; thresholds are [K, cells] with one
 * cell for each pixel, for each channel or for the image.
 */
final class QuantizationFunction implements ThresholdFunction {
  private final QuantizationOptions options;
  private final ImageShape shape;

  QuantizationFunction(QuantizationOptions options, ImageShape shape) {
    this.options = options;
    this.shape = shape;
  }

  @Override
  public int thresholds() {
    return options.thresholds();
  }

  @Override
  public int cells() {
    return options.sharing().cells(shape).size();
  }

  @Override
  public double initialThreshold(int k) {
    return (k + 1.0) / options.levels();
  }

  @Override
  public INDArray quantize(INDArray images, INDArray thresholds) {
    return sum(sigmoids(images, thresholds), images);
  }

  @Override
  public Gradients backward(INDArray images, INDArray thresholds, INDArray gradient) {
    INDArray slopes = slopes(images, thresholds);
    long n = images.size(0);
    INDArray masked =
        gradient.reshape('c', n, 1, shape.channels(), (long) shape.height() * shape.width());
    if (options.placement() == Placement.AUTHORS_CODE) {
      INDArray unclipped = total(sigmoids(images, thresholds)).reshape(masked.shape());
      masked = masked.mul(unclipped.lte(1.0).castTo(masked.dataType()));
    }
    INDArray slope = slopes.sum(1).reshape(masked.shape());
    INDArray imageGradient = slope.muli(masked).reshape('c', images.shape());
    if (!options.training().trainable()) {
      return new Gradients(imageGradient, null);
    }
    INDArray terms = broadcast("multiply", slopes, masked);
    INDArray thresholdGradient =
        switch (options.sharing()) {
          case PER_PIXEL -> terms.sum(0);
          case PER_CHANNEL -> terms.sum(0, 3);
          case SHARED -> terms.sum(0, 2, 3);
        };
    return new Gradients(imageGradient, thresholdGradient.reshape('c', thresholds.shape()).negi());
  }

  /** sigma(z (x - t_k)) as [N, K, channels, height x width]. */
  private INDArray sigmoids(INDArray images, INDArray thresholds) {
    return Transforms.sigmoid(arguments(images, thresholds), false);
  }

  /** z / (n-1) sigma'(z (x - t_k)) as [N, K, channels, height x width]. */
  private INDArray slopes(INDArray images, INDArray thresholds) {
    INDArray arguments = arguments(images, thresholds);
    INDArray rising = Transforms.sigmoid(arguments, true);
    INDArray falling =
        options.derivative() == Derivative.EXACT
            ? Transforms.sigmoid(arguments.negi(), false)
            : rising.rsub(1.0);
    return rising.muli(falling).muli(options.z() / divisor());
  }

  private INDArray arguments(INDArray images, INDArray thresholds) {
    long n = images.size(0);
    long plane = (long) shape.height() * shape.width();
    INDArray x = images.reshape('c', n, 1, shape.channels(), plane);
    long k = options.thresholds();
    INDArray t =
        switch (options.sharing()) {
          case PER_PIXEL -> thresholds.reshape('c', 1, k, shape.channels(), plane);
          case PER_CHANNEL -> thresholds.reshape('c', 1, k, shape.channels(), 1);
          case SHARED -> thresholds.reshape('c', 1, k, 1, 1);
        };
    return broadcast("subtract", x, t).muli(options.z());
  }

  private INDArray sum(INDArray sigmoids, INDArray images) {
    INDArray total = total(sigmoids);
    if (options.placement() == Placement.AUTHORS_CODE) {
      total = Transforms.min(total, 1.0, false);
    }
    return total.reshape('c', images.shape());
  }

  private INDArray total(INDArray sigmoids) {
    return sigmoids.sum(1).divi(divisor());
  }

  private double divisor() {
    return options.levels() - 1.0;
  }

  private static INDArray broadcast(String operation, INDArray left, INDArray right) {
    long[] result = new long[left.rank()];
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.max(left.size(i), right.size(i));
    }
    DataType type = left.dataType();
    INDArray out = Nd4j.createUninitialized(type, result, 'c');
    Nd4j.exec(DynamicCustomOp.builder(operation).addInputs(left, right).addOutputs(out).build());
    return out;
  }
}
