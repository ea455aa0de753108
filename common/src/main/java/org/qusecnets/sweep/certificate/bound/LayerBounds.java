package org.qusecnets.sweep.certificate.bound;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.affine.AffineLayer;

/**
 * Bounds of what a layer computes for a box, before its rectifier, and lines between which the
 * rectifier lies within them.
 */
final class LayerBounds {
  private final AffineLayer layer;
  private final double[] lower;
  private final double[] upper;

  /** [filters]. */
  private final double[] sizes;

  private final List<RectifierSplit> sides;
  private Lines lines;

  private LayerBounds(
      AffineLayer layer,
      double[] lower,
      double[] upper,
      double[] sizes,
      List<RectifierSplit> sides) {
    this.layer = layer;
    this.sides = sides;
    this.lower = lower;
    this.upper = upper;
    this.sizes = sizes;
  }

  /**
   * Bounds by interval arithmetic, one for each box of inputs.
   *
   * @see "Gowal et al. 2018, On the Effectiveness of Interval Bound Propagation, Equation 6"
   */
  static List<LayerBounds> interval(AffineLayer layer, List<Box> boxes) {
    int inputs = layer.inputSize();
    int outputs = layer.outputSize();
    double[] middles = new double[boxes.size() * inputs];
    double[] radii = new double[middles.length];
    for (int box = 0; box < boxes.size(); box++) {
      double[] lower = boxes.get(box).lower();
      double[] upper = boxes.get(box).upper();
      for (int i = 0; i < inputs; i++) {
        double low = lower[i];
        double high = upper[i];
        double middle = low + (high - low) / 2;
        middles[box * inputs + i] = middle;
        radii[box * inputs + i] =
            low == high ? 0 : Rounding.up(Math.max(high - middle, middle - low));
      }
    }
    double[] values = layer.multiply(middles, boxes.size());
    double[] reaches = layer.multiplyMagnitudes(radii, boxes.size());
    List<LayerBounds> all = new ArrayList<>();
    for (int box = 0; box < boxes.size(); box++) {
      all.add(around(layer, values, reaches, box * outputs, boxes.get(box).magnitude()));
    }
    return all;
  }

  private static LayerBounds around(
      AffineLayer layer, double[] values, double[] reaches, int from, double magnitude) {
    // Each of the two products errs by gamma times the size at most, and so does the size itself.
    double error = 4 * Rounding.gamma(layer.terms() + 8);
    double[] lower = new double[layer.outputSize()];
    double[] upper = new double[lower.length];
    double[] sizes = new double[layer.filters()];
    for (int filter = 0; filter < sizes.length; filter++) {
      double most = layer.norm(filter) * magnitude + Math.abs(layer.bias(filter));
      sizes[filter] = Rounding.up(most * (1 + error));
    }
    for (int unit = 0; unit < lower.length; unit += sizes.length) {
      for (int filter = 0; filter < sizes.length; filter++) {
        double middle = values[from + unit + filter] + layer.bias(filter);
        double radius = reaches[from + unit + filter] + error * sizes[filter] + Rounding.UNDERFLOW;
        lower[unit + filter] = middle - radius;
        upper[unit + filter] = middle + radius;
      }
    }
    return new LayerBounds(layer, lower, upper, sizes, List.of());
  }

  /**
   * The same bounds where some units are on one side of their rectifiers: the upper line is the
   * rectifier itself there, and every lower line holds that did.
   */
  LayerBounds with(List<RectifierSplit> splits) {
    return splits.isEmpty() ? this : new LayerBounds(layer, lower, upper, sizes, splits);
  }

  /** How far apart the lines of a rectifier that bends at 0 alone are there; 0 of the others. */
  double gap(int unit) {
    return slopeIsFree(unit) ? lines().upperIntercept()[unit] : 0;
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
    lower[unit] = otherLower > lower[unit] ? otherLower : lower[unit];
    upper[unit] = otherUpper < upper[unit] ? otherUpper : upper[unit];
    lines = null;
  }

  /** Takes bounds that hold as well where they are tighter. */
  void tighten(LayerBounds others) {
    for (int unit = 0; unit < lower.length; unit++) {
      tighten(unit, others.lower[unit], others.upper[unit]);
    }
  }

  /** An upper bound of the absolute values of all that is summed for a unit of a filter. */
  double size(int filter) {
    return sizes[filter];
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
      sides.forEach(split -> lines.setUpper(split.unit(), split.side()));
    }
    return lines;
  }
}
