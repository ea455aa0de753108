package org.qusecnets.sweep.network.layer;

import org.qusecnets.sweep.network.arithmetic.NativeFunction;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.layer.Activation;

/** An activation in memory of its own. */
public final class FunctionStage implements LayerStage {
  private final int units;
  private final NativeFunction nativeFunction = new NativeFunction();
  private final ValueFunction function;
  private final float[] outputs;
  private final float[] slopes;

  /**
   * A stage.
   *
   * @param units number of values of an image
   * @param capacity the most images of a batch
   */
  public FunctionStage(Activation activation, int units, int capacity) {
    this.units = units;
    function = ValueFunction.of(activation, nativeFunction);
    outputs = new float[units * capacity];
    slopes = new float[units * capacity];
  }

  @Override
  public int outputSize() {
    return units;
  }

  @Override
  public float[] forward(float[] values, int count, Pass pass) {
    int end = units * count;
    for (int start = 0; start < end; start += ValueFunction.RUN) {
      function.apply(values, outputs, slopes, start, Math.min(ValueFunction.RUN, end - start));
    }
    return outputs;
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    Vectors.multiply(gradient, slopes, units * count);
    return gradient;
  }

  @Override
  public void close() {
    nativeFunction.close();
  }
}
