package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class TrainingLossTest {
  private static final int CLASSES = 5;
  private static final int[] LABELS = {0, 3, 4, 3};

  @ParameterizedTest
  @CsvSource({
    "CROSS_ENTROPY, 0",
    "CROSS_ENTROPY, 0.1",
    "MEAN_SQUARED_ERROR, 0",
    "MEAN_SQUARED_ERROR, 0.1"
  })
  void valueAndGradientAreThoseOfTheDefinition(Loss loss, double smoothing) {
    float[] logits = new float[LABELS.length * CLASSES];
    double[] same = new double[logits.length];
    Random random = new Random(2);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (2 * random.nextGaussian());
      same[i] = logits[i];
    }
    TrainingLoss training = new TrainingLoss(options(loss, smoothing), CLASSES);
    float[] gradient = new float[logits.length];

    training.differentiate(logits, LABELS, LABELS.length, gradient);

    Targets targets =
        (image, c) -> (1 - smoothing) * (c == LABELS[image] ? 1 : 0) + smoothing / CLASSES;
    assertThat(training.sum()).isCloseTo(naive(loss, targets, 1, same), within(1e-9));
    double step = 1e-6;
    for (int i = 0; i < same.length; i++) {
      double before = same[i];
      same[i] = before + step;
      double above = naive(loss, targets, 1, same);
      same[i] = before - step;
      double below = naive(loss, targets, 1, same);
      same[i] = before;
      // The gradient is that of the mean over the batch, the sum is not divided.
      assertThat((double) gradient[i])
          .as("logit %d", i)
          .isCloseTo((above - below) / (2 * step) / LABELS.length, within(1e-7));
    }
  }

  /** Given targets are not smoothed, whatever the options say of labels. */
  @ParameterizedTest
  @CsvSource({
    "CROSS_ENTROPY, 1",
    "CROSS_ENTROPY, 20",
    "MEAN_SQUARED_ERROR, 1",
    "MEAN_SQUARED_ERROR, 20"
  })
  void softTargetsAndTemperatureAreThoseOfTheDefinition(Loss loss, double temperature) {
    float[] logits = new float[LABELS.length * CLASSES];
    double[] same = new double[logits.length];
    float[] soft = new float[logits.length];
    Random random = new Random(3);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (2 * temperature * random.nextGaussian());
      same[i] = logits[i];
      soft[i] = i % CLASSES == 0 ? 0.5f : 0.125f;
    }
    TrainingLoss training = new TrainingLoss(options(loss, 0.1), CLASSES, temperature);
    float[] gradient = new float[logits.length];

    training.differentiate(logits, LABELS, soft, LABELS.length, gradient);

    Targets targets = (image, c) -> soft[image * CLASSES + c];
    assertThat(training.sum()).isCloseTo(naive(loss, targets, temperature, same), within(1e-9));
    double step = 1e-6 * temperature;
    for (int i = 0; i < same.length; i++) {
      double before = same[i];
      same[i] = before + step;
      double above = naive(loss, targets, temperature, same);
      same[i] = before - step;
      double below = naive(loss, targets, temperature, same);
      same[i] = before;
      assertThat((double) gradient[i])
          .as("logit %d", i)
          .isCloseTo((above - below) / (2 * step) / LABELS.length, within(1e-7 / temperature));
    }
  }

  @Test
  void labelsTellWhatIsCorrectAndSoftTargetsDoNot() {
    TrainingLoss loss = new TrainingLoss(options(Loss.CROSS_ENTROPY, 0), 2, 10);
    float[] logits = {5, 0, 5, 0};

    loss.differentiate(logits, new int[] {0, 1}, new float[] {1, 0, 1, 0}, 2, new float[4]);

    assertThat(loss.correct()).isEqualTo(1);
  }

  /**
   * At equal logits every probability is 0.2. With smoothing 0.1 the label's target is 0.92 and the
   * others' 0.02, which add up to 1.
   */
  @Test
  void smoothingSpreadsAShareOfTheLabelOverAllClasses() {
    TrainingLoss loss = new TrainingLoss(options(Loss.CROSS_ENTROPY, 0.1), CLASSES);
    float[] gradient = new float[CLASSES];

    loss.differentiate(new float[CLASSES], new int[] {2}, 1, gradient);

    assertThat(gradient)
        .containsExactly(new float[] {0.18f, 0.18f, -0.72f, 0.18f, 0.18f}, within(1e-6f));
    assertThat(loss.sum()).isCloseTo(Math.log(5), within(1e-12));
  }

  @Test
  void countsLossesAndCorrectPredictionsOfAllBatches() {
    TrainingLoss loss = new TrainingLoss(options(Loss.MEAN_SQUARED_ERROR, 0), 2);
    float[] gradient = new float[4];

    // Certain and right: loss 0. Certain and wrong: (1 + 1) / 2.
    loss.differentiate(new float[] {100, 0, 100, 0}, new int[] {0, 1}, 2, gradient);
    assertThat(loss.sum()).isCloseTo(1, within(1e-12));
    assertThat(loss.correct()).isEqualTo(1);

    loss.differentiate(new float[] {0, 100}, new int[] {1}, 1, gradient);
    assertThat(loss.sum()).isCloseTo(1, within(1e-12));
    assertThat(loss.correct()).isEqualTo(2);
  }

  /** The paper's Eq. 2, or the cross-entropy, of all images, from its definition. */
  private static double naive(Loss loss, Targets targets, double temperature, double[] logits) {
    double total = 0;
    for (int image = 0; image < LABELS.length; image++) {
      double exponentials = 0;
      for (int c = 0; c < CLASSES; c++) {
        exponentials += Math.exp(logits[image * CLASSES + c] / temperature);
      }
      for (int c = 0; c < CLASSES; c++) {
        double probability = Math.exp(logits[image * CLASSES + c] / temperature) / exponentials;
        double target = targets.of(image, c);
        total +=
            loss == Loss.CROSS_ENTROPY
                ? -target * Math.log(probability)
                : Math.pow(probability - target, 2) / CLASSES;
      }
    }
    return total;
  }

  /** What the probability of a class is to be. */
  private interface Targets {
    double of(int image, int c);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void weightMultipliesValueAndGradient(Loss loss) {
    float[] logits = {1, -2, 0.5f, 3, 0};
    TrainingLoss plain = new TrainingLoss(options(loss, 0), CLASSES);
    TrainingLoss weighed = new TrainingLoss(options(loss, 0), CLASSES);
    float[] once = new float[CLASSES];
    float[] quarter = new float[CLASSES];

    plain.differentiate(logits, LABELS, 1, once);
    weighed.weigh(0.25);
    weighed.differentiate(logits, LABELS, 1, quarter);

    assertThat(weighed.sum()).isCloseTo(plain.sum() / 4, within(1e-12));
    for (int c = 0; c < CLASSES; c++) {
      assertThat(quarter[c]).isCloseTo(once[c] / 4, within(1e-7f)).isNotZero();
    }
  }

  private static TrainingOptions options(Loss loss, double smoothing) {
    return new TrainingOptions(1, 1, 1e-3, smoothing, loss);
  }
}
