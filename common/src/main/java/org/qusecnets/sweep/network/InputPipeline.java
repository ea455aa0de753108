package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.LayoutStage.Order;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.InputLayers;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.InputTransform;

/**
 * What stands between an image and the network of a {@link NetworkEngine}: {@link InputLayers} at
 * work.
 *
 * <p>Transforms work on one image after another, [channels, height, width]; the quantization layer
 * and the network on the whole batch, [height, channels, width, images]. Batches are turned from
 * one into the other where they meet.
 */
final class InputPipeline implements AutoCloseable {
  private final List<PipelineStage> stages = new ArrayList<>();
  private final ImageShape output;
  private final BatchLayout outputLayout;
  private final boolean isRandom;
  private final int capacity;
  private QuantizationStage quantization;
  private Order order = Order.ROWS;

  /**
   * A pipeline.
   *
   * @param layer the quantization layer of the network, or null for none
   * @param image the shape of an image
   * @param capacity the most images of a batch
   */
  InputPipeline(InputLayers layers, QuantizationLayer layer, ImageShape image, int capacity) {
    if (layers.quantizationLayer().isPresent() != (layer != null)) {
      throw new IllegalArgumentException("the network is not of these input layers: " + layers);
    }
    this.capacity = capacity;
    isRandom = layers.isRandom();
    ImageShape shape = image;
    int transforms = 0;
    for (InputStage stage : layers.stages()) {
      if (stage instanceof InputTransform transform) {
        turn(Order.ROWS, shape);
        stages.add(new TransformStage(transform, shape, transforms++, capacity));
      } else {
        turn(Order.ENGINE, shape);
        quantization = new QuantizationStage(layer, shape, capacity);
        stages.add(quantization);
      }
      shape = stage.output(shape);
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
    float[] values = images;
    for (PipelineStage stage : stages) {
      values = stage.forward(values, count, seeds);
    }
    return values;
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
  float[] backward(float[] inside, int count, GradientPath path) {
    return backwardTo(0, inside, count, path);
  }

  /**
   * Computes the gradient with respect to the thresholds, for the images of the last {@link
   * #forward}.
   *
   * @param inside gradient with respect to what the network takes; not needed afterwards
   */
  void thresholdGradient(float[] inside, int count) {
    backwardTo(stages.indexOf(quantization), inside, count, GradientPath.EXACT);
  }

  private float[] backwardTo(int first, float[] inside, int count, GradientPath path) {
    float[] gradient = inside;
    for (int i = stages.size() - 1; i >= first; i--) {
      gradient = stages.get(i).backward(gradient, count, path);
    }
    return gradient;
  }

  @Override
  public void close() {
    stages.forEach(PipelineStage::close);
  }
}
