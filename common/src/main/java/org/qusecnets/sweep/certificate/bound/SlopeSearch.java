package org.qusecnets.sweep.certificate.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.network.affine.AffineLayer;

/**
 * The search for the slopes of lower lines that prove most: each row has its own for every unstable
 * rectifier of the hidden layers, whose bounds stay as they are; and for the multipliers of units
 * that are to be on one side of their rectifiers.
 *
 * <p>The bound's derivative by a slope is in closed form: the coefficient of the rectifier's
 * output, where it is positive, times the value before the rectifier that the lines give at the
 * corner of the box where the bound is reached. That by a multiplier is the value itself, with the
 * sign of the side.
 *
 * @see "Xu et al. 2021, Fast and Complete (alpha-CROWN); Wang et al. 2021, Beta-CROWN, Equation 12;
 *     Adam with their settings"
 */
final class SlopeSearch {
  private static final double STEP = 0.5;
  private static final double MULTIPLIER_STEP = 0.05;
  private static final double DECAY = 0.98;
  private static final double FIRST_MOMENT = 0.9;
  private static final double SECOND_MOMENT = 0.999;
  private static final double STABILITY = 1e-8;

  private final NetworkBounds bounds;
  private final int count;
  private final List<Slopes> slopes = new ArrayList<>();

  /**
   * A search from the usual slopes.
   *
   * @param count number of rows
   */
  SlopeSearch(NetworkBounds bounds, int count) {
    this.bounds = bounds;
    this.count = count;
    for (int i = 0; i < bounds.hidden().size(); i++) {
      slopes.add(new Slopes(bounds.hidden().get(i), bounds.splitsOf(i), count));
    }
  }

  /**
   * The best lower bounds of some rows, [count], over some iterations.
   *
   * @param label the class that is to be ahead
   * @param others of each row in turn, [count]
   */
  double[] margins(int label, int[] others, int iterations) {
    double[] best = new double[count];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (int iteration = 1; ; iteration++) {
      LinearRows rows = bounds.margins(label, others);
      List<double[]> coefficients = new ArrayList<>();
      boolean whole = true;
      for (int i = slopes.size() - 1; i >= 0; i--) {
        coefficients.add(0, rows.coefficients());
        whole &= rows.length() == bounds.hidden().get(i).layer().outputSize();
        rows.pullBack(bounds.hidden().get(i), slopes.get(i));
      }
      whole &= rows.length() == bounds.network().input().size();
      double[] corners = rows.corners(bounds.box());
      double[] found = rows.lowerBounds(bounds.box(), bounds.network().input().width());
      boolean open = false;
      for (int row = 0; row < count; row++) {
        best[row] = found[row] > best[row] ? found[row] : best[row];
        open |= !(best[row] > 0);
      }
      // Where a stride leaves out values, no search: the derivative would need a way round them.
      if (!open || iteration > iterations || !whole) {
        return best;
      }
      climb(coefficients, corners, iteration);
    }
  }

  private void climb(List<double[]> coefficients, double[] corners, int iteration) {
    double[] values = corners;
    for (int i = 0; i < slopes.size(); i++) {
      values = slopes.get(i).climb(coefficients.get(i), values, iteration);
    }
  }

  /** The slopes of a layer, [units, rows]. */
  private static final class Slopes implements RowLines {
    private final LayerBounds layer;
    private final Lines lines;
    private final int count;
    private final double[] lower;
    private final Adam adam;
    private final Map<Integer, Multipliers> multipliers = new HashMap<>();

    Slopes(LayerBounds layer, List<RectifierSplit> splits, int count) {
      this.layer = layer;
      this.count = count;
      lines = layer.lines();
      lower = new double[layer.layer().outputSize() * count];
      adam = new Adam(lower.length);
      Arrays.setAll(lower, at -> lines.lowerSlope()[at / count]);
      for (RectifierSplit split : splits) {
        multipliers.put(split.unit(), new Multipliers(split.side(), count));
      }
    }

    @Override
    public Lines lines() {
      return lines;
    }

    @Override
    public void readLowerSlopes(int unit, double[] slopes) {
      System.arraycopy(lower, unit * count, slopes, 0, count);
    }

    @Override
    public boolean isSplit(int unit) {
      return multipliers.containsKey(unit);
    }

    @Override
    public void readMultipliers(int unit, double[] values) {
      multipliers.get(unit).read(values);
    }

    /**
     * Moves the slopes and multipliers and returns what the lines made of the inputs.
     *
     * @param coefficients [units, rows] of the rectifiers' outputs
     * @param inputs [rows, inputs] of the layer
     */
    double[] climb(double[] coefficients, double[] inputs, int iteration) {
      AffineLayer affine = layer.layer();
      int units = affine.outputSize();
      double[] values = affine.multiply(inputs, count);
      Rate rate = Rate.of(STEP, iteration);
      Rate ofMultipliers = Rate.of(MULTIPLIER_STEP, iteration);
      multipliers.forEach(
          (unit, ofUnit) -> {
            double bias = affine.bias(unit % affine.filters());
            for (int row = 0; row < count; row++) {
              ofUnit.climb(row, values[row * units + unit] + bias, ofMultipliers);
            }
          });
      for (int unit = 0; unit < units; unit++) {
        boolean isFree = layer.slopeIsFree(unit);
        double bias = affine.bias(unit % affine.filters());
        for (int row = 0; row < count; row++) {
          int at = unit * count + row;
          double value = values[row * units + unit] + bias;
          if (coefficients[at] < 0) {
            values[row * units + unit] =
                lines.upperSlope()[unit] * value + lines.upperIntercept()[unit];
            continue;
          }
          values[row * units + unit] = lower[at] * value + lines.lowerIntercept()[unit];
          if (isFree) {
            double move = adam.move(at, coefficients[at] * value, rate);
            lower[at] = Math.min(1, Math.max(0, lower[at] + move));
          }
        }
      }
      return values;
    }
  }

  /** The multipliers of a unit that is to be on one side, [rows]. */
  private static final class Multipliers {
    private final RectifierSplit.Side side;
    private final double[] sizes;
    private final Adam adam;

    Multipliers(RectifierSplit.Side side, int count) {
      this.side = side;
      sizes = new double[count];
      adam = new Adam(count);
    }

    void read(double[] values) {
      Arrays.setAll(values, row -> side.sign() * sizes[row]);
    }

    void climb(int row, double value, Rate rate) {
      sizes[row] = Math.max(0, sizes[row] + adam.move(row, side.sign() * value, rate));
    }
  }

  /** Adam's moments of some numbers. */
  private static final class Adam {
    private final double[] first;
    private final double[] second;

    Adam(int count) {
      first = new double[count];
      second = new double[count];
    }

    /** How far to move one. */
    double move(int at, double gradient, Rate rate) {
      first[at] = FIRST_MOMENT * first[at] + (1 - FIRST_MOMENT) * gradient;
      second[at] = SECOND_MOMENT * second[at] + (1 - SECOND_MOMENT) * gradient * gradient;
      return rate.step
          * first[at]
          * rate.firstScale
          / (Math.sqrt(second[at] * rate.secondScale) + STABILITY);
    }
  }

  /** What Adam's steps have in an iteration. */
  private record Rate(double step, double firstScale, double secondScale) {
    static Rate of(double step, int iteration) {
      return new Rate(
          step * Math.pow(DECAY, iteration - 1),
          1 / (1 - Math.pow(FIRST_MOMENT, iteration)),
          1 / (1 - Math.pow(SECOND_MOMENT, iteration)));
    }
  }
}
