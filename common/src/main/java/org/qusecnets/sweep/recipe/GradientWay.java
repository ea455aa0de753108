package org.qusecnets.sweep.recipe;

import java.io.Serializable;

/**
 * A path of gradients with all that belongs to it.
 *
 * @param path the path
 * @param smoothedZ on the smoothed path, that among outputs and the adapted one, the steepness of
 *     the sigmoids whose derivative stands in; 0 on the others
 */
public record GradientWay(GradientPath path, double smoothedZ) implements Serializable {
  /** The steepness that is taken unless another is asked for. */
  public static final double DEFAULT_Z = 10;

  /** Every part's own way. */
  public static final GradientWay EXACT = new GradientWay(GradientPath.EXACT, 0);

  /** As if every part were the identity. */
  public static final GradientWay STRAIGHT_THROUGH =
      new GradientWay(GradientPath.STRAIGHT_THROUGH, 0);

  /** What is right for each part. */
  public static final GradientWay ADAPTED = new GradientWay(GradientPath.ADAPTED, DEFAULT_Z);

  /** What is right for each part, and then among the outputs of the leading element-wise parts. */
  public static final GradientWay OUTPUTS = new GradientWay(GradientPath.OUTPUTS, DEFAULT_Z);

  /** Among the outputs of the leading element-wise parts. */
  public static final GradientWay BOX = new GradientWay(GradientPath.BOX, 0);

  /** Checks that there is a steepness where it is needed. */
  public GradientWay {
    if (path.smooths() ? !(smoothedZ > 0) : smoothedZ != 0) {
      throw new IllegalArgumentException("z of " + smoothedZ + " on the path " + path);
    }
  }

  /** How gradients go through what follows the leading element-wise parts. */
  public GradientWay behindFront() {
    return path == GradientPath.BOX ? ADAPTED : this;
  }

  /** By the derivative of sigmoids of this steepness. */
  public static GradientWay smoothed(double z) {
    return new GradientWay(GradientPath.SMOOTHED, z);
  }
}
