package org.qusecnets.sweep.network;

import java.util.Arrays;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputTransform;

/** A transform of one image after another, on rows [channels, height, width]. */
final class TransformStage implements PipelineStage {
  private final InputTransform transform;
  private final ImageShape shape;
  private final int size;
  private final int outputSize;
  private final int number;
  private final float[] inputs;
  private long[] seeds;

  /**
   * A stage.
   *
   * @param shape the shape of what it takes
   * @param number the transform's number among all of a model, which makes their random numbers
   *     differ
   * @param capacity the most images of a batch
   */
  TransformStage(InputTransform transform, ImageShape shape, int number, int capacity) {
    this.transform = transform;
    this.shape = shape;
    this.number = number;
    size = shape.size();
    outputSize = transform.output(shape).size();
    inputs = new float[capacity * size];
  }

  @Override
  public float[] forward(float[] images, int count, long[] imageSeeds) {
    seeds = imageSeeds;
    System.arraycopy(images, 0, inputs, 0, count * size);
    float[] transformed = new float[count * outputSize];
    for (int image = 0; image < count; image++) {
      float[] one = transform.transform(input(image), shape, seed(image));
      System.arraycopy(one, 0, transformed, image * outputSize, outputSize);
    }
    return transformed;
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientWay way) {
    if (transform.isPassedBy(way.path(), shape)) {
      return gradient;
    }
    float[] result = new float[count * size];
    for (int image = 0; image < count; image++) {
      float[] ofOutput = Arrays.copyOfRange(gradient, image * outputSize, (image + 1) * outputSize);
      float[] one = transform.backward(input(image), shape, ofOutput, seed(image), way);
      System.arraycopy(one, 0, result, image * size, size);
    }
    return result;
  }

  private float[] input(int image) {
    return Arrays.copyOfRange(inputs, image * size, (image + 1) * size);
  }

  private long seed(int image) {
    return seeds == null ? 0 : Mixing.of(seeds[image], number);
  }
}
