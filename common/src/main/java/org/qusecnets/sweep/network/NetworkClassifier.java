package org.qusecnets.sweep.network;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * A trained network as a {@link Classifier}: batches of any size, taken in slices that fit the
 * engine.
 */
public final class NetworkClassifier implements Classifier, AutoCloseable {
  /** Enough images for fast matrix products; more gain nothing and need more memory. */
  private static final int SLICE = 500;

  private final NetworkEngine engine;
  private final float[] slice;

  NetworkClassifier(MultiLayerNetwork network, ImageShape shape) {
    engine = new NetworkEngine(network, shape, Convolution.Purpose.EVALUATION, SLICE);
    slice = new float[SLICE * shape.size()];
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
    for (int from = 0; from < count; from += SLICE) {
      forward(images, from, sliceSize(from, count), logits);
    }
    return logits;
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    float[] logits = new float[count * classes()];
    float[] logitsGradient = new float[logits.length];
    float[] gradient = new float[count * shape().size()];
    for (int from = 0; from < count; from += SLICE) {
      int size = sliceSize(from, count);
      forward(images, from, size, logits);
      // A copy: the function is the attack's, the logits are not.
      float[] shown = logits.clone();
      for (int image = from; image < from + size; image++) {
        function.differentiate(image, shown, image * classes(), logitsGradient);
      }
      System.arraycopy(
          logitsGradient, from * classes(), engine.logitsGradient(), 0, size * classes());
      System.arraycopy(
          engine.imageGradient(size), 0, gradient, from * shape().size(), size * shape().size());
    }
    return new Gradient(logits, gradient);
  }

  private void forward(float[] images, int from, int size, float[] logits) {
    take(images, from, size);
    System.arraycopy(engine.logits(slice, size), 0, logits, from * classes(), size * classes());
  }

  private void take(float[] images, int from, int size) {
    System.arraycopy(images, from * shape().size(), slice, 0, size * shape().size());
  }

  private static int sliceSize(int from, int count) {
    return Math.min(SLICE, count - from);
  }

  /**
   * The images as the network behind the quantization layer sees them; unchanged where there is
   * none.
   */
  public float[] quantize(float[] images, int count) {
    float[] quantized = new float[count * shape().size()];
    for (int from = 0; from < count; from += SLICE) {
      int size = sliceSize(from, count);
      take(images, from, size);
      engine.quantize(slice, slice, size);
      System.arraycopy(slice, 0, quantized, from * shape().size(), size * shape().size());
    }
    return quantized;
  }

  @Override
  public void close() {
    engine.close();
  }
}
