package org.qusecnets.sweep.certificate.bound;

import java.util.Arrays;

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

  /** Lines of a layer with these slopes where they are free. */
  RowLines of(LayerBounds layer) {
    Lines lines = layer.lines();
    if (this == ADAPTIVE) {
      return RowLines.same(lines);
    }
    double[] slopes = lines.lowerSlope().clone();
    Arrays.setAll(slopes, unit -> layer.slopeIsFree(unit) ? slope(lines, unit) : slopes[unit]);
    return RowLines.same(lines.withLowerSlopes(slopes));
  }

  private double slope(Lines lines, int unit) {
    return switch (this) {
      case ADAPTIVE -> lines.lowerSlope()[unit];
      case ZERO -> 0;
      case ONE -> 1;
      case CHORD -> lines.upperSlope()[unit];
    };
  }
}
