package org.qusecnets.sweep.network.layer;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.arithmetic.NativeFunction;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.GradientPath;

/**
 * {@link ActivationOptions.Quantized} in float32.
 *
 * <p>All that is computed natively is {@code e = exp(2 x)}: from it {@code tanh(x) = 1 - 2/(1+e)},
 * and its derivative {@code 4 e / (1+e)^2}, which loses no digits where the other is next to 1.
 */
public final class QuantizedStage implements LayerStage {
  /** Values that are worked on together: few enough for the innermost cache. */
  private static final int RUN = 1024;

  private final String layer;
  private final int units;
  private final boolean learns;
  private final TrainableParameters thresholds;
  private final float[] exponentials;
  private final float[] tangents = new float[RUN];
  private final float[] near = new float[RUN];
  private final NativeFunction exponential = new NativeFunction();

  /**
   * A stage with thresholds of 0.
   *
   * @param layer name of the DL4J layer that it computes
   * @param units number of values of an image
   * @param purpose {@link TrainableParameters#gradient} of the thresholds needs training
   * @param capacity the most images of a batch
   */
  public QuantizedStage(
      String layer,
      ActivationOptions.Quantized options,
      int units,
      Convolution.Purpose purpose,
      int capacity) {
    this.layer = layer;
    this.units = units;
    learns = purpose == Convolution.Purpose.TRAINING && options.thresholds().trainable();
    thresholds = new TrainableParameters(options.steps());
    exponentials = new float[units * capacity];
  }

  @Override
  public float[] forward(float[] values, int count, Pass pass) {
    int end = units * count;
    for (int i = 0; i < end; i++) {
      exponentials[i] = 2 * values[i];
    }
    exponential.exponential(exponentials, 0, end);
    float step = 2f / thresholds.values().length;
    for (int start = 0; start < end; start += RUN) {
      int length = Math.min(RUN, end - start);
      tangents(start, length);
      Arrays.fill(values, start, start + length, 0f);
      for (float threshold : thresholds.values()) {
        Vectors.countAbove(values, start, tangents, length, threshold);
      }
      for (int i = start; i < start + length; i++) {
        values[i] = values[i] * step - 1;
      }
    }
    return values;
  }

  private void tangents(int start, int length) {
    for (int i = 0; i < length; i++) {
      tangents[i] = 1 - 2 / (1 + exponentials[start + i]);
    }
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    int end = units * count;
    if (learns && wanted.parameters()) {
      thresholdGradient(gradient, end);
    }
    for (int i = 0; i < end; i++) {
      // Infinity would become no number; what is so large gives next to nothing all the same.
      float e = Math.min(Float.MAX_VALUE / 2, exponentials[i]);
      float s = 1 / (1 + e);
      gradient[i] *= 4 * (e * s * s);
    }
    return gradient;
  }

  private void thresholdGradient(float[] gradient, int end) {
    int count = thresholds.values().length;
    double[] sums = new double[count];
    for (int start = 0; start < end; start += RUN) {
      int length = Math.min(RUN, end - start);
      tangents(start, length);
      for (int k = 0; k < count; k++) {
        Vectors.near(near, tangents, length, thresholds.values()[k], 1f / count);
        sums[k] += Vectors.dot(near, 0, gradient, start, length);
      }
    }
    for (int k = 0; k < count; k++) {
      thresholds.gradient()[k] = (float) -sums[k];
    }
  }

  @Override
  public int outputSize() {
    return units;
  }

  @Override
  public boolean changesInput() {
    return true;
  }

  @Override
  public Stream<TrainableParameters> thresholds() {
    return Stream.of(thresholds);
  }

  @Override
  public void load(Map<String, INDArray> parameters) {
    float[] values = Parameters.read(parameters, layer, Parameters.THRESHOLDS);
    System.arraycopy(values, 0, thresholds.values(), 0, values.length);
  }

  @Override
  public void store(Map<String, INDArray> parameters) {
    Parameters.write(parameters, layer, Parameters.THRESHOLDS, thresholds.values());
  }

  @Override
  public void close() {
    exponential.close();
  }
}
