package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageShape;

class LocalSearchTest {
  private static final ImageShape SHAPE = new ImageShape(1, 5, 5);
  private static final LinearClassifier STUBBORN =
      new LinearClassifier(SHAPE, new double[2][25], 1, 0);

  /** Class 1 gains by darker pixels 12, 13 and 24, in this order. */
  private static LinearClassifier darkening(double bias) {
    double[][] weights = new double[2][25];
    weights[1][12] = -5;
    weights[1][13] = -4;
    weights[1][24] = -3;
    return new LinearClassifier(SHAPE, weights, bias, 0);
  }

  /**
   * The trial makes a bright pixel black. The change takes it from 0.9, which is 0.4 above the
   * middle, to 0.6 above: that is 0.1 beyond, and comes in again at the other end.
   */
  @Test
  void changesTheMostSensitivePixelCyclically() {
    float[] pixels = filled(1, 0.9f);

    float[] found =
        Batches.run(
                attack("local-search", "trial", -1, "changes", 1, "seed-share", 1, "iterations", 1),
                darkening(-7),
                Batches.untargeted(pixels.clone(), 0))
            .nearest;

    float[] expected = pixels.clone();
    expected[12] = 0.1f;
    assertThat(found).containsExactly(expected, within(1e-6f));
  }

  /** The corner pixel 24 is out of reach of the pixel 12, and 12 itself does not go on helping. */
  /** With its default the trial makes a bright pixel white; 0.7 becomes 0.8. */
  @Test
  void triesWhatIsFurtherFromGrey() {
    double[][] weights = new double[2][25];
    weights[1][8] = 5;
    LinearClassifier brightening = new LinearClassifier(SHAPE, weights, 3.8, 0);

    float[] found =
        Batches.run(
                attack("local-search", "changes", 1, "seed-share", 1),
                brightening,
                Batches.untargeted(filled(1, 0.7f), 0))
            .nearest;

    float[] expected = filled(1, 0.7f);
    expected[8] = 0.8f;
    assertThat(found).containsExactly(expected, within(1e-6f));
  }

  @Test
  void goesOnWithTheNeighbours() {
    Attack attack =
        attack(
            "local-search",
            "trial",
            -1,
            "changes",
            1,
            "seed-share",
            1,
            "reach",
            1,
            "iterations",
            2);

    float[] found =
        Batches.run(attack, darkening(-2.4), Batches.untargeted(filled(1, 0.9f), 0)).nearest;

    assertThat(found[12]).isCloseTo(0.1f, within(1e-6f));
    assertThat(found[13]).isCloseTo(0.1f, within(1e-6f));
    assertThat(found[24]).isEqualTo(0.9f);
  }

  @Test
  void endsAsSoonAsTheImageIsAdversarial() {
    CountingClassifier counting = new CountingClassifier(darkening(-7));

    Batches.run(
        attack("local-search", "trial", -1, "changes", 1, "seed-share", 1),
        counting,
        Batches.untargeted(filled(1, 0.9f), 0));

    assertThat(counting.inferences).containsExactly(25, 1);
  }

  @Test
  void triesPixelsOfManyImagesAtOnce() {
    CountingClassifier counting = new CountingClassifier(STUBBORN);

    Batches.run(
        attack("local-search", "seed-share", 1, "iterations", 1),
        counting,
        Batches.untargeted(filled(45, 0.9f), new int[45]));

    assertThat(counting.inferences).as("25 of 45 images").containsExactly(500, 500, 125, 45);
  }

  @Test
  void triesNoMorePixelsThanItMay() {
    CountingClassifier counting = new CountingClassifier(STUBBORN);

    Batches.run(
        attack("local-search", "seed-share", 0.4, "most-seeds", 7, "iterations", 2),
        counting,
        Batches.untargeted(filled(1, 0.9f), 0));

    assertThat(counting.inferences).containsExactly(7, 1, 7, 1);
  }

  @Test
  void changesAllChannelsOfAPixel() {
    ImageShape colour = new ImageShape(3, 1, 2);
    double[][] weights = new double[2][6];
    weights[1][3] = -9;
    LinearClassifier classifier = new LinearClassifier(colour, weights, -8, 0);
    float[] pixels = {0.9f, 0.8f, 0.9f, 0.9f, 0.9f, 0.2f};

    float[] found =
        Batches.run(
                attack("local-search", "trial", -1, "changes", 1, "seed-share", 1),
                classifier,
                Batches.untargeted(pixels.clone(), 0))
            .nearest;

    assertThat(found)
        .containsExactly(new float[] {0.9f, 0.95f, 0.9f, 0.1f, 0.9f, 0.05f}, within(1e-6f));
  }

  private static float[] filled(int count, float value) {
    float[] pixels = new float[count * 25];
    Arrays.fill(pixels, value);
    return pixels;
  }
}
