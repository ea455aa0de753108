package org.qusecnets.sweep.certificate.bound;

import java.util.Arrays;
import java.util.List;

/** Slopes of the lower lines of unstable rectifiers; whatever they are, the line holds. */
public enum SlopeChoice {
  /** 1 where the positive side is wider, else 0. */
  ADAPTIVE,
  /** 0. */
  ZERO,
  /** 1. */
  ONE,
  /** The upper line's. */
  CHORD;

  /** All but {@link #ADAPTIVE}. */
  static final List<SlopeChoice> OTHERS = List.of(ZERO, ONE, CHORD);

  /** Lines of a layer for rows that are as many for each of these choices, one after another. */
  static RowLines lines(LayerBounds layer, List<SlopeChoice> choices) {
    Lines lines = layer.lines();
    return new RowLines() {
      @Override
      public Lines lines() {
        return lines;
      }

      @Override
      public void readLowerSlopes(int unit, double[] slopes) {
        int each = slopes.length / choices.size();
        for (int i = 0; i < choices.size(); i++) {
          double slope = choices.get(i).slope(layer, lines, unit);
          Arrays.fill(slopes, i * each, (i + 1) * each, slope);
        }
      }
    };
  }

  private double slope(LayerBounds layer, Lines lines, int unit) {
    if (!layer.slopeIsFree(unit)) {
      return lines.lowerSlope()[unit];
    }
    return switch (this) {
      case ADAPTIVE -> lines.lowerSlope()[unit];
      case ZERO -> 0;
      case ONE -> 1;
      case CHORD -> lines.upperSlope()[unit];
    };
  }
}
