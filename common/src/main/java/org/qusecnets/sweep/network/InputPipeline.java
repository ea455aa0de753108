package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.LayoutStage.Order;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.interval.BoxInput;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputLayers;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * What stands between an image and the network of a {@link NetworkEngine}: {@link InputLayers} at
 * work.
 *
 * <p>Transforms work on one image after another, [channels, height, width]; the quantization layer
 * and the network on the whole batch, [height, channels, width, images]. Batches are turned from
 * one into the other where they meet.
 */
final class InputPipeline implements BoxInput, AutoCloseable {
  private final List<PipelineStage> stages = new ArrayList<>();
  private final ImageShape output;
  private final BatchLayout outputLayout;
  private final BatchLayout imageLayout;
  private final float[] frontOutputs;
  private final float[] frontGradient;
  private final boolean isRandom;
  private final ValueMap frontMap;
  private final int capacity;
  private QuantizationStage quantization;
  private Order order = Order.ROWS;

  /** Where the stages behind the leading element-wise ones begin, and the order of their inputs. */
  private int behindFront;

  private Order frontOrder = Order.ROWS;

  /**
   * A pipeline.
   *
   * @param image the shape of an image
   * @param capacity the most images of a batch
   */
  InputPipeline(InputLayers layers, ImageShape image, int capacity) {
    this.capacity = capacity;
    isRandom = layers.isRandom();
    frontMap = layers.frontMap();
    imageLayout = new BatchLayout(image);
    frontOutputs = new float[capacity * image.size()];
    frontGradient = new float[capacity * image.size()];
    ImageShape shape = image;
    int transforms = 0;
    boolean front = true;
    for (InputStage stage : layers.stages()) {
      if (stage instanceof InputTransform transform) {
        turn(Order.ROWS, shape);
        stages.add(new TransformStage(transform, shape, transforms++, capacity));
      } else {
        turn(Order.ENGINE, shape);
        quantization =
            new QuantizationStage(
                new QuantizationLayer((QuantizationOptions) stage, shape), shape, capacity);
        stages.add(quantization);
      }
      shape = stage.output(shape);
      front &= stage.valueMap() != ValueMap.MIXED;
      if (front) {
        behindFront = stages.size();
        frontOrder = order;
      }
    }
    turn(Order.ENGINE, shape);
    output = shape;
    outputLayout = new BatchLayout(output);
  }

  private void turn(Order next, ImageShape shape) {
    if (next != order) {
      stages.add(new LayoutStage(next, shape, capacity));
      order = next;
    }
  }

  /** The shape of what the network itself takes. */
  ImageShape output() {
    return output;
  }

  /** What the leading element-wise stages do to values; mixed if there is none. */
  ValueMap frontMap() {
    return frontMap;
  }

  /** Whether it draws random numbers. */
  boolean isRandom() {
    return isRandom;
  }

  /** The quantization layer, if there is one. */
  Optional<QuantizationStage> quantization() {
    return Optional.ofNullable(quantization);
  }

  /**
   * What the network takes, [height, channels, width, images], valid until the next call.
   *
   * @param images [images, channels, height, width]
   * @param seeds [images]: of each image's random numbers; null if nothing is random
   */
  float[] forward(float[] images, int count, long[] seeds) {
    return forward(0, stages.size(), images, count, seeds);
  }

  private float[] forward(int first, int last, float[] images, int count, long[] seeds) {
    float[] values = images;
    for (PipelineStage stage : stages.subList(first, last)) {
      values = stage.forward(values, count, seeds);
    }
    return values;
  }

  /**
   * What the leading element-wise stages ({@link InputLayers#front}) make of images, both [images,
   * channels, height, width]; the images themselves if there is no such stage.
   */
  void front(float[] images, float[] result, int count) {
    float[] outputs = forward(0, behindFront, images, count, null);
    if (frontOrder == Order.ENGINE) {
      imageLayout.scatter(outputs, result, count);
    } else {
      System.arraycopy(outputs, 0, result, 0, count * imageLayout.size());
    }
  }

  /**
   * What the network takes, as of {@link #forward}, of outputs of the leading element-wise stages.
   *
   * @param outputs [images, channels, height, width]
   * @param seeds [images]: of each image's random numbers; null if nothing is random
   */
  float[] forwardBehindFront(float[] outputs, int count, long[] seeds) {
    float[] values = outputs;
    if (frontOrder == Order.ENGINE) {
      imageLayout.gather(outputs, frontOutputs, count);
      values = frontOutputs;
    }
    return forward(behindFront, stages.size(), values, count, seeds);
  }

  /**
   * The gradient with respect to the outputs of the last {@link #forwardBehindFront}, rows, valid
   * until the next call.
   *
   * @param inside gradient with respect to what the network takes; not needed afterwards
   */
  float[] backwardBehindFront(float[] inside, int count, GradientWay way) {
    float[] gradient = backwardTo(behindFront, inside, count, way);
    if (frontOrder == Order.ROWS) {
      return gradient;
    }
    imageLayout.scatter(gradient, frontGradient, count);
    return frontGradient;
  }

  /** The images as the network itself takes them, [images, channels, height, width]. */
  void show(float[] images, float[] result, int count, long[] seeds) {
    outputLayout.scatter(forward(images, count, seeds), result, count);
  }

  /**
   * The gradient with respect to the images of the last {@link #forward}, rows [channels, height,
   * width], valid until the next call.
   *
   * @param inside gradient with respect to what the network takes; not needed afterwards
   */
  float[] backward(float[] inside, int count, GradientWay way) {
    return backwardTo(0, inside, count, way);
  }

  /**
   * Computes the gradient with respect to the thresholds, for the images of the last {@link
   * #forward}.
   *
   * @param inside gradient with respect to what the network takes; not needed afterwards
   */
  void thresholdGradient(float[] inside, int count) {
    backwardTo(stages.indexOf(quantization), inside, count, GradientWay.EXACT);
  }

  @Override
  public float[] forward(float[] images, int count) {
    return forward(images, count, null);
  }

  /** Whether thresholds are learned. */
  @Override
  public boolean isTrained() {
    return quantization().filter(stage -> stage.options().training().trainable()).isPresent();
  }

  @Override
  public void addGradients(float[] gradient, int count) {
    float[] sum = quantization.parameters().gradient();
    float[] before = sum.clone();
    thresholdGradient(gradient, count);
    Vectors.add(sum, 0, before, 0, sum.length);
  }

  private float[] backwardTo(int first, float[] inside, int count, GradientWay way) {
    float[] gradient = inside;
    for (int i = stages.size() - 1; i >= first; i--) {
      gradient = stages.get(i).backward(gradient, count, way);
    }
    return gradient;
  }

  @Override
  public void close() {
    stages.forEach(PipelineStage::close);
  }
}
