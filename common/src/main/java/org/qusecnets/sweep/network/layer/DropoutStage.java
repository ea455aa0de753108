package org.qusecnets.sweep.network.layer;

import java.util.SplittableRandom;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.recipe.GradientPath;

/**
 * Dropout: in a pass of training each value is 0 with a probability, else divided by that of its
 * staying. What an image drops comes from its own seed.
 */
public final class DropoutStage implements LayerStage {
  private final int units;
  private final int layer;
  private final double rate;
  private final float[] factors;
  private boolean dropped;

  /**
   * A stage.
   *
   * @param units number of values of an image
   * @param layer number of the layer, so that each draws its own
   * @param capacity the most images of a batch
   */
  public DropoutStage(int units, int layer, double rate, int capacity) {
    this.units = units;
    this.layer = layer;
    this.rate = rate;
    factors = new float[units * capacity];
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
  public float[] forward(float[] values, int count, Pass pass) {
    dropped = pass.trains();
    if (!dropped) {
      return values;
    }
    float kept = (float) (1 / (1 - rate));
    for (int image = 0; image < count; image++) {
      SplittableRandom random = Draws.of(pass.seeds()[image], layer);
      for (int unit = 0; unit < units; unit++) {
        factors[unit * count + image] = random.nextDouble() < rate ? 0 : kept;
      }
    }
    Vectors.multiply(values, factors, units * count);
    return values;
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    if (dropped) {
      Vectors.multiply(gradient, factors, units * count);
    }
    return gradient;
  }
}
