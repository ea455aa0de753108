package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.InputTransform;

/** Transforms one after another, on rows of images. */
final class TransformChain {
  private final List<InputTransform> transforms;
  private final List<ImageShape> shapes = new ArrayList<>();
  private final List<float[]> inputs = new ArrayList<>();
  private final int firstNumber;
  private long[] seeds;

  /**
   * A chain.
   *
   * @param shape the shape of an image
   * @param firstNumber the first transform's number among all of a model, which makes their random
   *     numbers differ
   * @param capacity the most images of a batch
   */
  TransformChain(List<InputTransform> transforms, ImageShape shape, int firstNumber, int capacity) {
    this.transforms = transforms;
    this.firstNumber = firstNumber;
    shapes.add(shape);
    for (InputTransform transform : transforms) {
      ImageShape input = shapes.get(shapes.size() - 1);
      inputs.add(new float[capacity * input.size()]);
      shapes.add(transform.output(input));
    }
  }

  boolean isEmpty() {
    return transforms.isEmpty();
  }

  /** Whether any of them draws random numbers. */
  boolean isRandom() {
    return transforms.stream().anyMatch(InputTransform::isRandom);
  }

  /** The shape of an image. */
  ImageShape input() {
    return shapes.get(0);
  }

  /** The most values of an image between any two transforms. */
  int largest() {
    return shapes.stream().mapToInt(ImageShape::size).max().orElseThrow();
  }

  /** The shape of what comes out. */
  ImageShape output() {
    return shapes.get(transforms.size());
  }

  /**
   * The transformed images; the images themselves if there is no transform.
   *
   * @param images [count, channels, height, width] of {@link #input}
   * @param imageSeeds [count]: of each image's random numbers
   * @return [count, channels, height, width] of {@link #output}
   */
  float[] forward(float[] images, int count, long[] imageSeeds) {
    seeds = imageSeeds;
    float[] rows = images;
    for (int t = 0; t < transforms.size(); t++) {
      int size = shapes.get(t).size();
      int outputSize = shapes.get(t + 1).size();
      System.arraycopy(rows, 0, inputs.get(t), 0, count * size);
      float[] transformed = new float[count * outputSize];
      for (int image = 0; image < count; image++) {
        float[] one = transforms.get(t).transform(input(t, image), shapes.get(t), seed(t, image));
        System.arraycopy(one, 0, transformed, image * outputSize, outputSize);
      }
      rows = transformed;
    }
    return rows;
  }

  /**
   * Turns gradients with respect to the transformed images into those with respect to the images of
   * the last {@link #forward}, row by row in place.
   *
   * @param rows long enough for {@link #largest} values of each
   */
  void backward(float[] rows, int count, GradientPath path) {
    for (int t = transforms.size() - 1; t >= 0; t--) {
      if (path == GradientPath.STRAIGHT_THROUGH && shapes.get(t).equals(shapes.get(t + 1))) {
        continue;
      }
      int size = shapes.get(t).size();
      int outputSize = shapes.get(t + 1).size();
      float[] gradients = Arrays.copyOf(rows, count * outputSize);
      for (int image = 0; image < count; image++) {
        float[] gradient =
            Arrays.copyOfRange(gradients, image * outputSize, (image + 1) * outputSize);
        float[] one =
            transforms.get(t).backward(input(t, image), shapes.get(t), gradient, seed(t, image));
        System.arraycopy(one, 0, rows, image * size, size);
      }
    }
  }

  private float[] input(int transform, int image) {
    int size = shapes.get(transform).size();
    return Arrays.copyOfRange(inputs.get(transform), image * size, (image + 1) * size);
  }

  private long seed(int transform, int image) {
    return seeds == null ? 0 : Mixing.of(seeds[image], firstNumber + transform);
  }
}
