package org.qusecnets.sweep.certificate.bound;

import org.qusecnets.sweep.network.affine.AffineLayer;
import org.qusecnets.sweep.network.affine.Coefficients;
import org.qusecnets.sweep.network.affine.PullBack;
import org.qusecnets.sweep.network.affine.Window;

/**
 * The rows that bound a layer's units from both sides, one of a unit's weights and one of their
 * negatives, behind the rectifiers that the layer sees.
 *
 * <p>Where a rectifier's lines have slopes {@code s} below and {@code t} above, the rows of a
 * weight {@code w} have the coefficients {@code w (s + t) / 2 + |w| (s - t) / 2} and {@code -w (s +
 * t) / 2 + |w| (s - t) / 2}. Both parts are taken back by themselves and then added and subtracted:
 * of the second one only unstable rectifiers have any. Constants divide in the same way, and those
 * of all units are two products of the layer.
 */
final class UnitRows {
  private final AffineLayer layer;
  private final LayerBounds before;
  private final double[] means;
  private final double[] halves;
  private final double[] oddConstants;
  private final double[] evenConstants;
  private final double[] errors;

  /**
   * The rows of a layer.
   *
   * @param before bounds of the hidden layer before it
   */
  UnitRows(AffineLayer layer, LayerBounds before) {
    this.layer = layer;
    this.before = before;
    Lines lines = before.lines();
    int inputs = layer.inputSize();
    means = new double[inputs];
    halves = new double[inputs];
    double[] odd = new double[inputs];
    double[] even = new double[inputs];
    double[] most = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      int filter = i % layer.channels();
      double slope = lines.lowerSlope()[i];
      double upperSlope = lines.upperSlope()[i];
      double intercept = lines.lowerIntercept()[i];
      double upperIntercept = lines.upperIntercept()[i];
      means[i] = 0.5 * (slope + upperSlope);
      halves[i] = 0.5 * (slope - upperSlope);
      odd[i] = means[i] * before.layer().bias(filter) + 0.5 * (intercept + upperIntercept);
      even[i] = halves[i] * before.layer().bias(filter) + 0.5 * (intercept - upperIntercept);
      most[i] =
          Math.max(slope, upperSlope) * before.size(filter)
              + Math.max(Math.abs(intercept), Math.abs(upperIntercept));
    }
    oddConstants = layer.multiply(odd, 1);
    evenConstants = layer.multiplyMagnitudes(even, 1);
    errors = layer.multiplyMagnitudes(most, 1);
  }

  /**
   * The rows of some units of a position, as rows of what the layer before takes: first those of
   * all weights, then those of their negatives.
   */
  LinearRows at(Window position, int[] filters) {
    int count = filters.length;
    AffineLayer last = before.layer();
    Window window = layer.inputOf(position);
    PullBack middle = last.pullBack();
    PullBack spread = last.otherPullBack();
    middle.begin(window, count, input -> means[input] != 0);
    spread.begin(window, count, input -> halves[input] != 0);
    Coefficients weights = layer.weights(position);
    double[] ofFilters = new double[layer.filters()];
    double[] ofRows = new double[count];
    double[] scaled = new double[count];
    for (int number = 0; number < window.positions(); number++) {
      int first = window.place(number, last.width()) * layer.channels();
      middle.beginPosition(number);
      spread.beginPosition(number);
      for (int channel = 0; channel < layer.channels(); channel++) {
        double mean = means[first + channel];
        double half = halves[first + channel];
        if (mean != 0 || half != 0) {
          weights.read(number * layer.channels() + channel, ofFilters);
          for (int i = 0; i < count; i++) {
            ofRows[i] = ofFilters[filters[i]];
          }
        }
        if (mean != 0) {
          for (int i = 0; i < count; i++) {
            scaled[i] = ofRows[i] * mean;
          }
          middle.set(channel, scaled);
        }
        if (half != 0) {
          for (int i = 0; i < count; i++) {
            scaled[i] = Math.abs(ofRows[i]) * half;
          }
          spread.set(channel, scaled);
        }
      }
      middle.endPosition();
      spread.endPosition();
    }
    return rows(position, filters, sums(middle.inputs(), spread.inputs(), count));
  }

  /** Sums of what is taken back, then differences. */
  private static Coefficients sums(Coefficients middle, Coefficients spread, int count) {
    double[] odd = new double[count];
    double[] even = new double[count];
    return (value, coefficients) -> {
      middle.read(value, odd);
      spread.read(value, even);
      for (int i = 0; i < count; i++) {
        coefficients[i] = even[i] + odd[i];
      }
      for (int i = 0; i < count; i++) {
        coefficients[count + i] = even[i] - odd[i];
      }
    };
  }

  private LinearRows rows(Window position, int[] filters, Coefficients coefficients) {
    int count = filters.length;
    AffineLayer last = before.layer();
    Window window = layer.inputOf(position);
    double gamma = Rounding.gamma(last.backwardTerms() + layer.terms() + 16);
    double[] constants = new double[2 * count];
    double[] ofRounding = new double[2 * count];
    for (int i = 0; i < count; i++) {
      int unit = position.place(0, layer.width()) * layer.filters() + filters[i];
      double odd = layer.bias(filters[i]) + oddConstants[unit];
      constants[i] = evenConstants[unit] + odd;
      constants[count + i] = evenConstants[unit] - odd;
      double most = Math.abs(layer.bias(filters[i])) + errors[unit];
      ofRounding[i] = gamma * most;
      ofRounding[count + i] = gamma * most;
    }
    return new LinearRows(
        coefficients, last.inputOf(window), last.channels(), constants, ofRounding);
  }
}
