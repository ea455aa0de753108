package org.qusecnets.sweep.network;

import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.InputLayers;

/**
 * What stands between an image and the network of a {@link NetworkEngine}: {@link InputLayers} at
 * work.
 *
 * <p>Transforms work on one image after another, [channels, height, width]; the quantization layer
 * and the network on the whole batch, [height, channels, width, images]. Batches are turned from
 * one into the other where they meet.
 */
final class InputPipeline implements AutoCloseable {
  private final TransformChain outer;
  private final QuantizationStage quantization;
  private final TransformChain inner;
  private final BatchLayout quantizationLayout;
  private final BatchLayout outputLayout;
  private final float[] values;
  private final float[] quantized;
  private final float[] gradient;

  /**
   * A pipeline.
   *
   * @param layer the quantization layer of the network, or null for none
   * @param shape the shape of an image
   * @param capacity the most images of a batch
   */
  InputPipeline(InputLayers layers, QuantizationLayer layer, ImageShape shape, int capacity) {
    if (layers.quantizationLayer().isPresent() != (layer != null)) {
      throw new IllegalArgumentException("the network is not of these input layers: " + layers);
    }
    outer = new TransformChain(layers.outer(), shape, 0, capacity);
    inner = new TransformChain(layers.inner(), outer.output(), layers.outer().size(), capacity);
    quantizationLayout = new BatchLayout(outer.output());
    outputLayout = new BatchLayout(inner.output());
    quantization = layer == null ? null : new QuantizationStage(layer, outer.output(), capacity);
    values = new float[capacity * outer.output().size()];
    quantized = new float[layer == null ? 0 : values.length];
    gradient = new float[inner.isEmpty() ? 0 : values.length];
  }

  /** The shape of what the network itself takes. */
  ImageShape output() {
    return inner.output();
  }

  /** Whether it draws random numbers. */
  boolean isRandom() {
    return outer.isRandom() || inner.isRandom();
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
    quantizationLayout.gather(outer.forward(images, count, seeds), values, count);
    if (quantization == null) {
      return values;
    }
    quantization.forward(values, quantized, count);
    if (inner.isEmpty()) {
      return quantized;
    }
    float[] rows = new float[count * quantizationLayout.size()];
    quantizationLayout.scatter(quantized, rows, count);
    float[] inside = new float[count * outputLayout.size()];
    outputLayout.gather(inner.forward(rows, count, seeds), inside, count);
    return inside;
  }

  /** The images as the network itself takes them, [images, channels, height, width]. */
  void show(float[] images, float[] result, int count, long[] seeds) {
    outputLayout.scatter(forward(images, count, seeds), result, count);
  }

  /**
   * The gradient with respect to the images of the last {@link #forward}.
   *
   * @param inside gradient with respect to what the network takes, [height, channels, width,
   *     images]; not needed afterwards
   * @param imageGradient where to write, [images, channels, height, width]
   */
  void backward(float[] inside, float[] imageGradient, int count, GradientPath path) {
    float[] before = throughInner(inside, count, path);
    if (quantization != null && path == GradientPath.EXACT) {
      quantization.backward(before, before, count);
    }
    if (outer.isEmpty()) {
      quantizationLayout.scatter(before, imageGradient, count);
      return;
    }
    float[] rows = new float[count * outer.largest()];
    quantizationLayout.scatter(before, rows, count);
    outer.backward(rows, count, path);
    System.arraycopy(rows, 0, imageGradient, 0, count * outer.input().size());
  }

  /** The gradient with respect to the thresholds, for the images of the last {@link #forward}. */
  void thresholdGradient(float[] inside, int count) {
    float[] before = throughInner(inside, count, GradientPath.EXACT);
    quantization.backward(before, before, count);
  }

  private float[] throughInner(float[] inside, int count, GradientPath path) {
    if (inner.isEmpty()) {
      return inside;
    }
    float[] rows = new float[count * inner.largest()];
    outputLayout.scatter(inside, rows, count);
    inner.backward(rows, count, path);
    quantizationLayout.gather(rows, gradient, count);
    return gradient;
  }

  @Override
  public void close() {
    quantization().ifPresent(QuantizationStage::close);
  }
}
