package org.qusecnets.sweep.network;

import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * A trained network as a {@link Classifier}: batches of any size, taken in slices that fit the
 * engine.
 *
 * <p>What an image gives does not depend on the images beside it, to the last bit. A matrix product
 * with a single column sums in another order than one with more, so slices are filled up with black
 * images to a multiple of {@link #STEP}, which also keeps the number of sizes that products are
 * prepared for small.
 */
public final class NetworkClassifier implements Classifier, AutoCloseable {
  /** Enough images for fast matrix products; more gain nothing and need more memory. */
  private static final int SLICE = 500;

  /** Slices that are not full have a multiple of so many images. */
  private static final int STEP = 8;

  private final NetworkEngine engine;
  private final GradientPath path;
  private final float[] slice;

  NetworkClassifier(MultiLayerNetwork network, ImageShape shape) {
    this(
        new NetworkEngine(network, shape, Convolution.Purpose.EVALUATION, SLICE),
        GradientPath.EXACT);
  }

  /** A view of an engine, which {@link #close} closes. */
  NetworkClassifier(NetworkEngine engine, GradientPath path) {
    this.engine = engine;
    this.path = path;
    slice = new float[engine.capacity() * engine.shape().size()];
  }

  /**
   * The same network with gradients along another path. It is another view of the same memory, not
   * closed by itself.
   */
  public Classifier along(GradientPath other) {
    return new NetworkClassifier(engine, other);
  }

  @Override
  public ImageShape shape() {
    return engine.shape();
  }

  @Override
  public int classes() {
    return engine.classes();
  }

  @Override
  public float[] logits(float[] images, int count) {
    float[] logits = new float[count * classes()];
    for (int from = 0; from < count; from += engine.capacity()) {
      forward(images, from, sliceSize(from, count), logits);
    }
    return logits;
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    float[] logits = new float[count * classes()];
    float[] logitsGradient = new float[logits.length];
    float[] gradient = new float[count * shape().size()];
    for (int from = 0; from < count; from += engine.capacity()) {
      int size = sliceSize(from, count);
      forward(images, from, size, logits);
      // A copy: the function is the attack's, the logits are not.
      float[] shown = logits.clone();
      for (int image = from; image < from + size; image++) {
        function.differentiate(image, shown, image * classes(), logitsGradient);
      }
      copyPadded(logitsGradient, from, size, engine.logitsGradient(), classes());
      System.arraycopy(
          engine.imageGradient(padded(size), path),
          0,
          gradient,
          from * shape().size(),
          size * shape().size());
    }
    return new Gradient(logits, gradient);
  }

  private void forward(float[] images, int from, int size, float[] logits) {
    copyPadded(images, from, size, slice, shape().size());
    System.arraycopy(
        engine.logits(slice, padded(size)), 0, logits, from * classes(), size * classes());
  }

  /** Copies the rows of a slice's images, and rows of zeros for those that fill it up. */
  private void copyPadded(float[] rows, int from, int size, float[] target, int length) {
    System.arraycopy(rows, from * length, target, 0, size * length);
    Arrays.fill(target, size * length, padded(size) * length, 0f);
  }

  private int sliceSize(int from, int count) {
    return Math.min(engine.capacity(), count - from);
  }

  private int padded(int size) {
    return Math.min(engine.capacity(), (size + STEP - 1) / STEP * STEP);
  }

  /**
   * The images as the network behind the quantization layer sees them; unchanged where there is
   * none.
   */
  public float[] quantize(float[] images, int count) {
    float[] quantized = new float[count * shape().size()];
    for (int from = 0; from < count; from += engine.capacity()) {
      int size = sliceSize(from, count);
      copyPadded(images, from, size, slice, shape().size());
      engine.quantize(slice, slice, padded(size));
      System.arraycopy(slice, 0, quantized, from * shape().size(), size * shape().size());
    }
    return quantized;
  }

  @Override
  public void close() {
    engine.close();
  }
}
