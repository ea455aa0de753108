package org.qusecnets.sweep.certificate.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qusecnets.sweep.network.affine.AffineLayer;

/**
 * The search for the slopes of lower lines that prove most: each row has its own for every unstable
 * rectifier of the hidden layers, whose bounds stay as they are.
 *
 * <p>The bound's derivative by a slope is in closed form: the coefficient of the rectifier's
 * output, where it is positive, times the value before the rectifier that the lines give at the
 * corner of the box where the bound is reached.
 *
 * @see "Xu et al. 2021, Fast and Complete (alpha-CROWN); Adam with its settings there"
 */
final class SlopeSearch {
  private static final double STEP = 0.5;
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
    for (LayerBounds layer : bounds.hidden()) {
      slopes.add(new Slopes(layer, count));
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
    private final double[] first;
    private final double[] second;

    Slopes(LayerBounds layer, int count) {
      this.layer = layer;
      this.count = count;
      lines = layer.lines();
      lower = new double[layer.layer().outputSize() * count];
      first = new double[lower.length];
      second = new double[lower.length];
      Arrays.setAll(lower, at -> lines.lowerSlope()[at / count]);
    }

    @Override
    public Lines lines() {
      return lines;
    }

    @Override
    public void readLowerSlopes(int unit, double[] slopes) {
      System.arraycopy(lower, unit * count, slopes, 0, count);
    }

    /**
     * Moves the slopes and returns what the lines made of the inputs.
     *
     * @param coefficients [units, rows] of the rectifiers' outputs
     * @param inputs [rows, inputs] of the layer
     */
    double[] climb(double[] coefficients, double[] inputs, int iteration) {
      AffineLayer affine = layer.layer();
      int units = affine.outputSize();
      double[] values = affine.multiply(inputs, count);
      double step = STEP * Math.pow(DECAY, iteration - 1);
      double firstScale = 1 / (1 - Math.pow(FIRST_MOMENT, iteration));
      double secondScale = 1 / (1 - Math.pow(SECOND_MOMENT, iteration));
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
            double gradient = coefficients[at] * value;
            first[at] = FIRST_MOMENT * first[at] + (1 - FIRST_MOMENT) * gradient;
            second[at] = SECOND_MOMENT * second[at] + (1 - SECOND_MOMENT) * gradient * gradient;
            double move =
                step * first[at] * firstScale / (Math.sqrt(second[at] * secondScale) + STABILITY);
            lower[at] = Math.min(1, Math.max(0, lower[at] + move));
          }
        }
      }
      return values;
    }
  }
}
