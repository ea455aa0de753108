package org.qusecnets.sweep.recipe;

import java.io.Serializable;

/**
 * A path of gradients with all that belongs to it.
 *
 * @param path the path
 * @param smoothedZ on the smoothed path, the steepness of the sigmoids whose derivative stands in;
 *     0 on the others
 */
public record GradientWay(GradientPath path, double smoothedZ) implements Serializable {
  /** Every part's own way. */
  public static final GradientWay EXACT = new GradientWay(GradientPath.EXACT, 0);

  /** As if every part were the identity. */
  public static final GradientWay STRAIGHT_THROUGH =
      new GradientWay(GradientPath.STRAIGHT_THROUGH, 0);

  /** Checks that there is a steepness where it is needed. */
  public GradientWay {
    if (path == GradientPath.SMOOTHED ? !(smoothedZ > 0) : smoothedZ != 0) {
      throw new IllegalArgumentException("z of " + smoothedZ + " on the path " + path);
    }
  }

  /** By the derivative of sigmoids of this steepness. */
  public static GradientWay smoothed(double z) {
    return new GradientWay(GradientPath.SMOOTHED, z);
  }
}
