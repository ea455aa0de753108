package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleTest {
  /** The label is 3. An image that was wrong all along is no success of the attack's. */
  @ParameterizedTest
  @CsvSource({
    "3, 3, 3, false, false",
    "3, 5, 5, true, true",
    "3, 5, 3, true, false",
    "3, 3, 5, false, true",
    "4, 5, 5, false, false",
    "4, 3, 3, false, false"
  })
  void successIsACorrectPredictionTurnedWrong(
      int clean, int adversarial, int rounded, boolean success, boolean roundedSuccess) {
    Example example =
        new Example(
            0,
            0,
            3,
            new Prediction(clean, 0.5),
            new Prediction(adversarial, 0.5),
            new Prediction(rounded, 0.5),
            new Example.Perturbation(1, 1, 1),
            Optional.empty(),
            Optional.empty(),
            0);

    assertThat(example.success()).isEqualTo(success);
    assertThat(example.roundedSuccess()).isEqualTo(roundedSuccess);
  }

  @Test
  void predictionIsTheLargestLogitWithItsProbability() {
    float[] logits = {9, 0, 0, (float) Math.log(2), (float) Math.log(6), 0};

    assertThat(Prediction.of(logits, 0, 3)).extracting(Prediction::label).isEqualTo(0);
    Prediction second = Prediction.of(logits, 1, 3);
    assertThat(second.label()).isEqualTo(1);
    assertThat(second.confidence()).isCloseTo(6 / 9.0, within(1e-6));
  }

  @Test
  void perturbationCountsOneImageOnly() {
    float[] clean = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    float[] adversarial = {0, 0, 0.5f, 0.75f, 0.25f, 1};

    assertThat(Example.Perturbation.between(clean, adversarial, 2, 3))
        .isEqualTo(new Example.Perturbation(2, Math.sqrt(0.125), 0.25));
  }
}
