package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleTest {
  /** The label is 3. An image that was not attacked is no success of the attack's. */
  @ParameterizedTest
  @CsvSource({
    "true, 3, 3, false, false",
    "true, 5, 5, true, true",
    "true, 5, 3, true, false",
    "true, 3, 5, false, true",
    "false, 5, 5, false, false"
  })
  void successIsAWrongPredictionOfWhatWasAttacked(
      boolean attacked, int adversarial, int rounded, boolean success, boolean roundedSuccess) {
    Example example = example(Optional.empty(), attacked, adversarial, rounded);

    assertThat(example.success()).isEqualTo(success);
    assertThat(example.roundedSuccess()).isEqualTo(roundedSuccess);
  }

  /** The target is 5. */
  @ParameterizedTest
  @CsvSource({
    "true, 5, 4, true, false",
    "true, 4, 5, false, true",
    "true, 3, 3, false, false",
    "false, 5, 5, false, false"
  })
  void successOfATargetedAttackIsTheTarget(
      boolean attacked, int adversarial, int rounded, boolean success, boolean roundedSuccess) {
    Example example = example(Optional.of(5), attacked, adversarial, rounded);

    assertThat(example.success()).isEqualTo(success);
    assertThat(example.roundedSuccess()).isEqualTo(roundedSuccess);
  }

  private static Example example(
      Optional<Integer> target, boolean attacked, int adversarial, int rounded) {
    return new Example(
        0,
        0,
        3,
        target,
        attacked,
        false,
        new Prediction(3, 0.5, Optional.empty()),
        new Prediction(adversarial, 0.5, Optional.empty()),
        new Prediction(rounded, 0.5, Optional.empty()),
        new Example.Perturbation(1, 1, 1, 1, 1),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Example.Effort.NONE);
  }

  @Test
  void predictionIsTheLargestLogitWithItsProbability() {
    float[] logits = {9, 0, 0, (float) Math.log(2), (float) Math.log(6), 0};

    assertThat(Prediction.of(List.of(logits), 0, 3, Optional.empty()))
        .extracting(Prediction::label)
        .isEqualTo(0);
    Prediction second = Prediction.of(List.of(logits), 1, 3, Optional.empty());
    assertThat(second.label()).isEqualTo(1);
    assertThat(second.confidence()).isCloseTo(6 / 9.0, within(1e-6));
  }

  @Test
  void theMajorityOfTheDrawsIsThePrediction() {
    float[] zero = {9, 0, 0};
    float[] one = {0, (float) Math.log(2), 0};
    float[] two = {0, 0, (float) Math.log(2)};

    Prediction most = Prediction.of(List.of(zero, one, one), 0, 3, Optional.empty());
    assertThat(most.label()).as("two votes against a large logit").isEqualTo(1);
    double ofZero = 1 / (Math.exp(9) + 2);
    assertThat(most.confidence()).isCloseTo((0.5 + 0.5 + ofZero) / 3, within(1e-6));
    assertThat(Prediction.of(List.of(two, one), 0, 3, Optional.empty()).label())
        .as("the first of equals")
        .isEqualTo(1);
  }

  @Test
  void perturbationCountsOneImageOnly() {
    float[] clean = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    float[] adversarial = {0, 0, 0.5f, 0.75f, 0.25f, 1};

    assertThat(Example.Perturbation.between(clean, adversarial, 2, 3))
        .isEqualTo(new Example.Perturbation(2, 2 / 3.0, 0.5, Math.sqrt(0.125), 0.25));
  }
}
