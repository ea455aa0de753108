package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.TrainingAugmentation;
import org.qusecnets.sweep.recipe.TrainingAugmentation.Original;

class AdversarialTrainingTest {
  private static final float[] WEIGHTS = {1, -2, 0};
  private static final float[] IMAGES = {0.5f, 0.9f, 0.1f, 0.5f, 0.9f, 0.1f};
  private static final int[] LABELS = {0, 1};
  private static final long[] SEEDS = {11, 12};

  /** Class 0 falls with the first value and rises with the second: away from it is (-, +, 0). */
  @Test
  void oneStepLeadsAwayFromTheLabelAndStaysInRange() {
    LinearNetwork network = new LinearNetwork(WEIGHTS);
    float[] images = IMAGES.clone();

    float[] found = fgsm(0.3).augment(network, images, LABELS.clone(), SEEDS.clone());

    assertThat(found).containsExactly(new float[] {0.2f, 1, 0.1f, 0.8f, 0.6f, 0.1f}, within(1e-6f));
    assertThat(images).as("what it was given").isEqualTo(IMAGES);
    assertThat(network.gradients).containsExactly(2);
    assertThat(network.inferences).isEmpty();
    assertThat(fgsm(0.3).gradients()).isEqualTo(1);
  }

  /**
   * Ten steps of a quarter of epsilon lead from anywhere in the ball to its corner; where the
   * gradient is zero the random start shows. The second image is adversarial from the beginning.
   */
  @Test
  void allStepsAreTakenFromARandomPointAndNothingElseIsAsked() {
    LinearNetwork network = new LinearNetwork(WEIGHTS);
    AdversarialTraining pgd = pgd(0.3, 10, 0.25);

    float[] found = pgd.augment(network, IMAGES, LABELS, SEEDS);

    assertThat(new float[] {found[0], found[1], found[3], found[4]})
        .containsExactly(new float[] {0.2f, 1, 0.8f, 0.6f}, within(1e-6f));
    assertThat(found[2]).isBetween(0f, 0.4f).isNotEqualTo(0.1f).isNotEqualTo(found[5]);
    assertThat(network.gradients).hasSize(10).containsOnly(2);
    assertThat(network.inferences).isEmpty();
    assertThat(pgd.gradients()).isEqualTo(10);
  }

  @Test
  void randomPointIsTheImagesOwn() {
    LinearNetwork network = new LinearNetwork(WEIGHTS);
    AdversarialTraining pgd = pgd(0.3, 1, 0.1);
    float[] both = pgd.augment(network, IMAGES, LABELS, SEEDS);

    float[] second =
        pgd.augment(network, new float[] {0.5f, 0.9f, 0.1f}, new int[] {1}, new long[] {12});

    assertThat(second).containsExactly(both[3], both[4], both[5]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 1})
  void staysWithinEpsilonAndRange(double epsilon) {
    LinearNetwork network = new LinearNetwork(WEIGHTS);
    float[] images = {0, 1, 0.3f, 0.9999f, 0.0001f, 1};
    for (TrainingAugmentation attack :
        new TrainingAugmentation[] {fgsm(epsilon), pgd(epsilon, 3, 1)}) {
      float[] found = attack.augment(network, images, LABELS, SEEDS);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isBetween(0f, 1f);
        assertThat(Math.abs((double) found[i] - images[i])).isLessThan(epsilon + 1e-7);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"fgsm, KEPT", "pgd, REPLACED"})
  void cleanImagesStayWithTheOneStepMethod(String method, Original original) {
    AdversarialTraining training = read(Map.of("method", method, "epsilon", 0.3));
    AdversarialTraining other =
        read(
            Map.of(
                "method",
                method,
                "epsilon",
                0.3,
                "clean",
                original == Original.KEPT ? "replaced" : "kept"));

    assertThat(training.original()).isEqualTo(original);
    assertThat(other.original()).isNotEqualTo(original);
  }

  @Test
  void projectedGradientDescentHasMadrysSteps() {
    assertThat(read(Map.of("method", "pgd", "epsilon", 0.3)).parameters())
        .isEqualTo(
            Map.of(
                "method",
                "pgd",
                "epsilon",
                0.3,
                "clean",
                "replaced",
                "iterations",
                40,
                "step-size",
                1.0 / 30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iterations | 0 | iterations must be from 1 to 100000, was 0",
        "step-size | 0 | step-size must be above 0 and at most 1, was 0.0"
      })
  void refusesWrongSteps(String key, String value, String message) {
    Map<String, Object> given = new HashMap<>(Map.of("method", "pgd", "epsilon", 0.3));
    given.put(key, value);

    assertThatThrownBy(() -> read(given))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessage(message);
  }

  private static AdversarialTraining fgsm(double epsilon) {
    return read(Map.of("epsilon", epsilon));
  }

  private static AdversarialTraining pgd(double epsilon, int steps, double stepSize) {
    return read(
        Map.of("method", "pgd", "epsilon", epsilon, "iterations", steps, "step-size", stepSize));
  }

  private static AdversarialTraining read(Map<String, Object> given) {
    return Declaration.of(AdversarialTraining.class).read(Options.of(given));
  }
}
