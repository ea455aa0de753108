package org.qusecnets.sweep.recipe;

/**
 * What a transform of images makes of each value x, in terms that other programs can compute too;
 * all numbers are float32, so that they give exactly what {@link InputTransform#transform} does.
 */
public sealed interface TransformFormula {
  /**
   * The nearest of evenly spaced values, {@code rint(x steps) / steps}, where halves go to the even
   * neighbour.
   *
   * @param steps number of steps from 0 to 1, at least 1
   */
  record Rounding(int steps) implements TransformFormula {}

  /**
   * The share of the thresholds that x exceeds; an equal one it does not.
   *
   * @param thresholds at least one
   */
  record ShareExceeded(float[] thresholds) implements TransformFormula {}

  /**
   * As many values as thresholds, 1 for each that x exceeds and else 0: channel c becomes the
   * channels from {@code c l} to {@code c l + l - 1}, where l is the number of thresholds.
   *
   * @param thresholds at least one
   */
  record Code(float[] thresholds) implements TransformFormula {}
}
