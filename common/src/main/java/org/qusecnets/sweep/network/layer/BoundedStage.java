package org.qusecnets.sweep.network.layer;

import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.recipe.GradientPath;

/**
 * A rectifier with an upper limit; at its two kinks the slope is 0. On the straight-through path
 * the plain rectifier's slope stands in at the limit and above.
 */
public final class BoundedStage implements LayerStage {
  private final float limit;
  private final int units;
  private final float[] places;

  /**
   * A stage.
   *
   * @param units number of values of an image
   * @param capacity the most images of a batch
   */
  public BoundedStage(double limit, int units, int capacity) {
    this.limit = (float) limit;
    this.units = units;
    places = new float[units * capacity];
  }

  /** Where the rectifier ends. */
  public float limit() {
    return limit;
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
    Vectors.bound(values, places, units * count, limit);
    return values;
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    int end = units * count;
    if (path.passes()) {
      for (int i = 0; i < end; i++) {
        gradient[i] *= Math.abs(places[i]);
      }
    } else {
      for (int i = 0; i < end; i++) {
        gradient[i] *= Math.max(0f, places[i]);
      }
    }
    return gradient;
  }
}
