package org.qusecnets.sweep.recipe;

import org.qusecnets.sweep.dataset.ImageShape;

/**
 * What an attack can see of a model: its logits, and gradients of functions of its logits with
 * respect to the image.
 *
 * <p>Images are [count, channels, height, width], floats in [0, 1]; logits are [count, classes].
 * The defense is part of the model: gradients go through it. A classifier is not safe for use by
 * several threads. Asked on a thread that was interrupted, it throws {@link
 * java.util.concurrent.CancellationException}.
 */
public interface Classifier {
  /** The shape of one image. */
  ImageShape shape();

  /** Number of classes. */
  int classes();

  /**
   * Whether it draws random numbers, other ones for every other image. Logits and gradients are
   * means over a few draws then, and an image whose mean just crosses the border is no success: the
   * next draws may say something else.
   */
  default boolean isRandom() {
    return false;
  }

  /** The logits of {@code count} images. */
  float[] logits(float[] images, int count);

  /**
   * What it says of {@code count} images: the class of the largest logit, or if it is random the
   * one that the majority of many draws has.
   *
   * @throws ArithmeticException if a logit is not a number
   */
  default int[] predictions(float[] images, int count) {
    float[] logits = logits(images, count);
    int[] predictions = new int[count];
    for (int i = 0; i < count; i++) {
      predictions[i] = Logits.argmax(logits, i * classes(), classes());
    }
    return predictions;
  }

  /**
   * The logits of {@code count} images, and for each image i the gradient of a function of its
   * logits with respect to its pixels.
   */
  Gradient gradient(float[] images, int count, LogitsFunction function);

  /**
   * Logits and gradient, one row an image each.
   *
   * @param logits [count, classes]
   * @param gradient [count, channels, height, width]
   */
  record Gradient(float[] logits, float[] gradient) {}

  /**
   * A function of one image's logits, given by its gradient with respect to them. It is asked once
   * for each draw of a random defense, so that it must not keep count.
   */
  @FunctionalInterface
  interface LogitsFunction {
    /**
     * Writes the function's gradient with respect to the logits.
     *
     * @param image number of the image in the batch
     * @param logits the logits of the whole batch, [count, classes]; the image's begin at {@code
     *     from}
     * @param from index of the image's first logit
     * @param gradient where to write, from index {@code from} on, as many values as there are
     *     classes
     */
    void differentiate(int image, float[] logits, int from, float[] gradient);
  }
}
