package org.qusecnets.sweep.certificate.bound;

import org.qusecnets.sweep.network.affine.AffineLayer;

/**
 * Bounds of what a layer computes for a box, before its rectifier, and lines between which the
 * rectifier lies within them.
 */
final class LayerBounds {
  private final AffineLayer layer;
  private final double[] lower;
  private final double[] upper;
  private final double[] size;
  private Lines lines;

  private LayerBounds(AffineLayer layer, double[] lower, double[] upper, double[] size) {
    this.layer = layer;
    this.lower = lower;
    this.upper = upper;
    this.size = size;
  }

  /**
   * Bounds by interval arithmetic.
   *
   * @see "Gowal et al. 2018, On the Effectiveness of Interval Bound Propagation, Equation 6"
   */
  static LayerBounds interval(AffineLayer layer, Box inputs) {
    int inputSize = layer.inputSize();
    double[] middle = new double[inputSize];
    double[] both = new double[2 * inputSize];
    for (int i = 0; i < inputSize; i++) {
      double low = inputs.lower()[i];
      double high = inputs.upper()[i];
      middle[i] = low + (high - low) / 2;
      both[i] = low == high ? 0 : Rounding.up(Math.max(high - middle[i], middle[i] - low));
    }
    System.arraycopy(inputs.magnitudes(), 0, both, inputSize, inputSize);
    int outputSize = layer.outputSize();
    double[] values = layer.multiply(middle, 1);
    double[] magnitudes = layer.multiplyMagnitudes(both, 2);
    // Each of the two products errs by gamma times the size at most, and so does the size itself.
    double error = 4 * Rounding.gamma(layer.terms() + 8);
    double[] lower = new double[outputSize];
    double[] upper = new double[outputSize];
    double[] size = new double[outputSize];
    for (int i = 0; i < outputSize; i++) {
      double bias = layer.bias(i % layer.filters());
      size[i] = Rounding.up((magnitudes[outputSize + i] + Math.abs(bias)) * (1 + error));
      double radius = magnitudes[i] + error * size[i] + Rounding.UNDERFLOW;
      lower[i] = values[i] + bias - radius;
      upper[i] = values[i] + bias + radius;
    }
    return new LayerBounds(layer, lower, upper, size);
  }

  AffineLayer layer() {
    return layer;
  }

  double lower(int unit) {
    return lower[unit];
  }

  double upper(int unit) {
    return upper[unit];
  }

  /** Takes bounds of a unit where they are tighter than what is known. */
  void tighten(int unit, double otherLower, double otherUpper) {
    lower[unit] = Math.max(lower[unit], otherLower);
    upper[unit] = Math.min(upper[unit], otherUpper);
    lines = null;
  }

  /** Takes bounds that hold as well where they are tighter. */
  void tighten(LayerBounds others) {
    for (int unit = 0; unit < lower.length; unit++) {
      tighten(unit, others.lower[unit], others.upper[unit]);
    }
  }

  /** Upper bounds of the absolute values of all that is summed for a unit. */
  double[] size() {
    return size;
  }

  /** Whether a unit's rectifier is neither constant nor the identity within its bounds. */
  boolean isUnstable(int unit) {
    return isInside(0, unit) || isInside(layer.limit(), unit);
  }

  private boolean isInside(double bend, int unit) {
    return lower[unit] < bend && upper[unit] > bend;
  }

  /** Whether a lower line through 0 holds with any slope from 0 to 1. */
  boolean slopeIsFree(int unit) {
    return lower[unit] < 0 && upper[unit] > 0 && upper[unit] <= layer.limit();
  }

  /** Number of units whose rectifier is unstable. */
  int unstable() {
    int count = 0;
    for (int unit = 0; unit < lower.length; unit++) {
      count += isUnstable(unit) ? 1 : 0;
    }
    return count;
  }

  /** What the rectifier makes of the bounds. */
  Box activations() {
    double[] from = new double[lower.length];
    double[] to = new double[lower.length];
    for (int i = 0; i < lower.length; i++) {
      from[i] = Math.min(layer.limit(), Math.max(0, lower[i]));
      to[i] = Math.min(layer.limit(), Math.max(0, upper[i]));
    }
    return new Box(from, to);
  }

  /** The lines of the usual slopes. */
  Lines lines() {
    if (lines == null) {
      lines = Lines.adaptive(lower, upper, layer.limit());
    }
    return lines;
  }
}
