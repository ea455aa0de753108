package org.qusecnets.sweep.evaluation;

/**
 * What one image's gradient tells about masking: an attack that follows the gradient cannot move
 * where it is zero.
 *
 * @param zeroShare share of the values that are exactly 0
 * @param nonFinite number of values that are infinite or not a number
 * @param l2 its L2 norm
 */
public record GradientFacts(double zeroShare, int nonFinite, double l2) {
  static GradientFacts of(float[] gradient, int from, int length) {
    int zeros = 0;
    int nonFinite = 0;
    double square = 0;
    for (int i = from; i < from + length; i++) {
      zeros += gradient[i] == 0 ? 1 : 0;
      nonFinite += Float.isFinite(gradient[i]) ? 0 : 1;
      square += (double) gradient[i] * gradient[i];
    }
    return new GradientFacts((double) zeros / length, nonFinite, Math.sqrt(square));
  }
}
