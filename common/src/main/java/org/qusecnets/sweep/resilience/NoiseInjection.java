package org.qusecnets.sweep.resilience;

import java.util.SplittableRandom;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * Injects noise into images and counts what a network still gets right.
 *
 * <p>An image's noise comes from its own seed alone, so that every network sees the same noisy
 * images, however they are put together.
 */
public final class NoiseInjection {
  /** Images that are in memory as floats at a time. */
  private static final int SLICE = 500;

  private final ImageSet images;
  private final int[] numbers;

  /** Seeds of the noise. */
  @FunctionalInterface
  public interface NoiseSeeds {
    /**
     * The seed of one image's noise.
     *
     * @param image number of the image in its set
     * @param draw number of the draw, from 0
     */
    long of(int image, int draw);
  }

  /**
   * Prepares images.
   *
   * @param images the images of the dataset's test split
   * @param numbers which of them to use, at least one
   */
  public NoiseInjection(ImageSet images, int[] numbers) {
    this.images = images;
    this.numbers = numbers.clone();
  }

  /**
   * Measures a network.
   *
   * @param strength of the noise in [0, 1]; at 0 the images are clean
   * @param draws how often each image gets noise
   */
  public NoiseMeasurement measure(
      Classifier classifier, Noise noise, double strength, int draws, NoiseSeeds seeds) {
    int[] correct = new int[numbers.length];
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      for (int from = 0; from < numbers.length; from += SLICE) {
        Slice slice = new Slice(from, Math.min(from + SLICE, numbers.length));
        squares += slice.add(noise, strength, draw, seeds);
        slice.count(classifier, correct);
      }
    }
    double values = (double) draws * numbers.length * images.shape().size();
    return new NoiseMeasurement(strength, draws, correct, Math.sqrt(squares / values));
  }

  /** A run of images as floats. */
  private final class Slice {
    private final int from;
    private final int count;
    private final float[] values;

    Slice(int from, int to) {
      this.from = from;
      count = to - from;
      values = new float[count * images.shape().size()];
      for (int i = 0; i < count; i++) {
        images.scale(numbers[from + i], values, i * images.shape().size());
      }
    }

    double add(Noise noise, double strength, int draw, NoiseSeeds seeds) {
      int size = images.shape().size();
      double squares = 0;
      for (int i = 0; i < count; i++) {
        SplittableRandom random = new SplittableRandom(seeds.of(numbers[from + i], draw));
        squares += noise.add(values, i * size, size, strength, random);
      }
      return squares;
    }

    void count(Classifier classifier, int[] correct) {
      float[] logits = classifier.logits(values, count);
      for (int i = 0; i < count; i++) {
        int prediction = Logits.argmax(logits, i * classifier.classes(), classifier.classes());
        correct[from + i] += prediction == images.label(numbers[from + i]) ? 1 : 0;
      }
    }
  }
}
