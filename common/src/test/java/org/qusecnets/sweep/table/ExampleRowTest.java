package org.qusecnets.sweep.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.evaluation.GradientFacts;
import org.qusecnets.sweep.evaluation.Prediction;

/** A row of examples is what its example says. */
class ExampleRowTest {
  @Test
  void exampleFillsItsRow() {
    float[] clean = {0};
    float[] adversarial = {0.25f};
    float[] networkInputClean = {0.5f};
    float[] networkInputAdversarial = {0.75f};
    Example example =
        new Example(
            2,
            41,
            7,
            Optional.of(4),
            true,
            true,
            new Prediction(7, 0.9, Optional.of(false)),
            new Prediction(4, 0.8, Optional.of(true)),
            new Prediction(7, 0.6, Optional.empty()),
            new Example.Perturbation(1, 0.1, 0.15, 0.2, 0.3),
            Optional.of(77),
            Optional.of("apgd/dlr"),
            Optional.of(new GradientFacts(0.5, 6, 0.4)),
            Optional.of(
                new Example.Pictures(
                    clean, adversarial, networkInputClean, networkInputAdversarial)),
            new Example.Effort(11.5, 12.5, 1.5));

    assertThat(TableSchema.values(ExampleRow.of("cell", example)))
        .containsExactly(
            5,
            "cell",
            41,
            7,
            4,
            true,
            true,
            7,
            0.9,
            4,
            0.8,
            7,
            0.6,
            false,
            true,
            null,
            true,
            false,
            1,
            0.1,
            0.15,
            0.2,
            0.3,
            77,
            "apgd/dlr",
            0.5,
            6,
            0.4,
            clean,
            adversarial,
            networkInputClean,
            networkInputAdversarial,
            11.5,
            12.5,
            1.5);
    Example untargeted =
        new Example(
            0,
            0,
            0,
            Optional.empty(),
            false,
            false,
            example.clean(),
            example.clean(),
            example.clean(),
            example.perturbation(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Example.Effort(0, 0, 0));
    assertThat(TableSchema.values(ExampleRow.of("cell", untargeted)))
        .as("without target, gradient and pictures")
        .startsWith(5, "cell", 0, 0, null, false, false)
        .endsWith(null, null, null, null, null, null, null, null, null, 0.0, 0.0, 0.0);
  }
}
