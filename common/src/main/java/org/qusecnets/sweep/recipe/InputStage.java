package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.OptionalInt;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.Options;

/** A part of what stands between an image and a network. */
public sealed interface InputStage extends Declared, Serializable
    permits InputTransform, QuantizationOptions {
  /** Its name, such as {@code median-filter}. */
  String type();

  /** Whether the network is trained behind it. */
  Applied applied();

  /**
   * The shape of what it makes of an image.
   *
   * @param input the shape of the image
   */
  default ImageShape output(ImageShape input) {
    return input;
  }

  /** The number of levels that it brings values to, if that is what it does. */
  default OptionalInt quantizationLevels() {
    return OptionalInt.empty();
  }

  /** Whether it draws random numbers. */
  default boolean isRandom() {
    return false;
  }

  /** What it does to single values. */
  default ValueMap valueMap() {
    return ValueMap.MIXED;
  }

  /**
   * Whether no value of its result becomes smaller where values of the image become larger: what it
   * makes of two images then bounds what it makes of all between them.
   */
  default boolean isMonotone() {
    return valueMap() != ValueMap.MIXED;
  }

  /**
   * Whether a derivative of sigmoids of this steepness can stand in for its own, which is steeper
   * or none.
   */
  default boolean isSmoothedBy(double z) {
    return false;
  }

  /**
   * How gradients go back through it on the exact path: {@code exact}, {@code straight-through}, or
   * in a few words what function's gradient stands in.
   */
  String gradient();

  /**
   * How gradients go back through it.
   *
   * @param way the way that was asked for
   * @param input the shape of the image
   */
  default String gradient(GradientWay way, ImageShape input) {
    if (isPassedBy(way.path(), input)) {
      return Options.nameOf(GradientPath.STRAIGHT_THROUGH);
    }
    return isSmoothed(way) ? "sigmoids of z " + way.smoothedZ() : gradient();
  }

  /** Whether another derivative stands in for its own on this way. */
  default boolean isSmoothed(GradientWay way) {
    return way.path().smooths() && isSmoothedBy(way.smoothedZ());
  }

  /**
   * Whether gradients go back as if it were the identity, which takes an image of the same shape.
   *
   * @param path the way that was asked for
   * @param input the shape of the image
   */
  default boolean isPassedBy(GradientPath path, ImageShape input) {
    return path.passes() && output(input).equals(input);
  }
}
