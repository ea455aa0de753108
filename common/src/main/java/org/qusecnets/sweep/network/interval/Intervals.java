package org.qusecnets.sweep.network.interval;

import java.util.Arrays;
import org.qusecnets.sweep.network.arithmetic.Vectors;

/**
 * Intervals of many values, [rows, channels, columns, images], or gradients with respect to them.
 *
 * @param middles their middles
 * @param radii half their widths
 */
record Intervals(float[] middles, float[] radii) {
  /** Room for so many. */
  Intervals(int size) {
    this(new float[size], new float[size]);
  }

  /** Makes all of them 0. */
  void clear(int length) {
    Arrays.fill(middles, 0, length, 0f);
    Arrays.fill(radii, 0, length, 0f);
  }

  /** Adds others, middles to middles and radii to radii. */
  void add(Intervals others, int length) {
    Vectors.add(middles, 0, others.middles, 0, length);
    Vectors.add(radii, 0, others.radii, 0, length);
  }

  /** Takes the intervals between two ends. */
  void between(float[] lower, float[] upper, int length) {
    for (int i = 0; i < length; i++) {
      middles[i] = 0.5f * (upper[i] + lower[i]);
      radii[i] = 0.5f * (upper[i] - lower[i]);
    }
  }

  /** Writes the gradients with respect to the ends, of which these are those of the intervals. */
  void toEnds(float[] lower, float[] upper, int length) {
    for (int i = 0; i < length; i++) {
      lower[i] = 0.5f * (middles[i] - radii[i]);
      upper[i] = 0.5f * (middles[i] + radii[i]);
    }
  }

  /** Writes what rectifiers that end at a limit make of them. */
  void rectify(Intervals result, int length, float limit) {
    for (int i = 0; i < length; i++) {
      float lower = Math.min(limit, Math.max(0f, middles[i] - radii[i]));
      float upper = Math.min(limit, Math.max(0f, middles[i] + radii[i]));
      result.middles[i] = 0.5f * (upper + lower);
      result.radii[i] = 0.5f * (upper - lower);
    }
  }

  /**
   * Turns gradients with respect to what rectifiers made of these intervals into those with respect
   * to them; at the two bends the slope is 0.
   *
   * @param ends room for the gradients of both ends
   */
  void rectifyBackward(Intervals gradient, Intervals ends, int length, float limit) {
    gradient.toEnds(ends.middles, ends.radii, length);
    for (int i = 0; i < length; i++) {
      ends.middles[i] *= slope(middles[i] - radii[i], limit);
    }
    for (int i = 0; i < length; i++) {
      ends.radii[i] *= slope(middles[i] + radii[i], limit);
    }
    for (int i = 0; i < length; i++) {
      gradient.middles[i] = ends.radii[i] + ends.middles[i];
    }
    for (int i = 0; i < length; i++) {
      gradient.radii[i] = ends.radii[i] - ends.middles[i];
    }
  }

  private static float slope(float value, float limit) {
    return Vectors.oneWherePositive(value) * Vectors.oneWherePositive(limit - value);
  }
}
