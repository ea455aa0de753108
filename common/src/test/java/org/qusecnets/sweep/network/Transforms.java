package org.qusecnets.sweep.network;

import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.InputTransform;

/** Simple transforms for the tests of what surrounds transforms. */
public final class Transforms {
  private Transforms() {}

  /** A value times a factor, with a gradient of its own choice. */
  public record Scaled(float factor, String gradient, Applied applied) implements InputTransform {
    public static Scaled exact(float factor) {
      return new Scaled(factor, "exact", Applied.ALWAYS);
    }

    @Override
    public String type() {
      return "scaled";
    }

    @Override
    public SortedMap<String, Object> parameters() {
      return new TreeMap<>(Map.of("factor", factor));
    }

    @Override
    public float[] transform(float[] image, ImageShape shape, long seed) {
      return times(image, factor);
    }

    @Override
    public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
      return times(gradient, factor);
    }
  }

  /** Values times a random factor from 0.5 to 1.5, one for each image. */
  public record RandomlyScaled() implements InputTransform {
    @Override
    public String type() {
      return "randomly-scaled";
    }

    @Override
    public SortedMap<String, Object> parameters() {
      return new TreeMap<>();
    }

    @Override
    public Applied applied() {
      return Applied.AT_EVALUATION;
    }

    @Override
    public boolean isRandom() {
      return true;
    }

    @Override
    public String gradient() {
      return "exact";
    }

    static float factor(long seed) {
      return (float) (0.5 + new SplittableRandom(seed).nextDouble());
    }

    @Override
    public float[] transform(float[] image, ImageShape shape, long seed) {
      return times(image, factor(seed));
    }

    @Override
    public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
      return times(gradient, factor(seed));
    }
  }

  /** Every value and what is left to 1: twice the channels. */
  public record WithNegative() implements InputTransform {
    @Override
    public String type() {
      return "with-negative";
    }

    @Override
    public SortedMap<String, Object> parameters() {
      return new TreeMap<>();
    }

    @Override
    public Applied applied() {
      return Applied.ALWAYS;
    }

    @Override
    public ImageShape output(ImageShape input) {
      return new ImageShape(2 * input.channels(), input.height(), input.width());
    }

    @Override
    public String gradient() {
      return "exact";
    }

    @Override
    public float[] transform(float[] image, ImageShape shape, long seed) {
      float[] both = new float[2 * image.length];
      for (int i = 0; i < image.length; i++) {
        both[i] = image[i];
        both[image.length + i] = 1 - image[i];
      }
      return both;
    }

    @Override
    public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
      float[] difference = new float[image.length];
      for (int i = 0; i < image.length; i++) {
        difference[i] = gradient[i] - gradient[image.length + i];
      }
      return difference;
    }
  }

  static float[] times(float[] values, float factor) {
    float[] product = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      product[i] = values[i] * factor;
    }
    return product;
  }
}
