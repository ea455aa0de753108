package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  private static final List<NoiseMeasurement> MEASURED =
      List.of(ResilienceCurveTest.measured(0, 160, 0), ResilienceCurveTest.measured(0.1, 120, 0.1));

  /** A share of 0.8 of 200 images has a standard error of 0.0283. */
  @Test
  void anAccuracySpreadsAsWideAsItsStandardErrorSays() {
    Resampling resampling = new Resampling(MEASURED, accuracies -> accuracies[0], 1);

    assertThat(resampling.low().getAsDouble()).isCloseTo(0.8 - 1.96 * 0.0283, within(0.012));
    assertThat(resampling.high().getAsDouble()).isCloseTo(0.8 + 1.96 * 0.0283, within(0.012));
  }

  /** Of the same images 0.2 are lost, a standard error of 0.0283; of others it would be 0.045. */
  @Test
  void imagesKeepTheirMeasurementsTogether() {
    Resampling resampling =
        new Resampling(MEASURED, accuracies -> accuracies[0] - accuracies[1], 1);

    assertThat(resampling.high().getAsDouble() - resampling.low().getAsDouble())
        .isCloseTo(2 * 1.96 * 0.0283, within(0.02));
  }

  @Test
  void figuresBeyondAllMeasurementsHaveNoBound() {
    Resampling resampling =
        new Resampling(
            MEASURED,
            accuracies -> accuracies[0] > 0.8 ? Double.POSITIVE_INFINITY : accuracies[0],
            1);

    assertThat(resampling.low()).isPresent();
    assertThat(resampling.high()).isEmpty();
  }
}
