package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.evaluation.Wilson;

class NoiseMeasurementTest {
  @Test
  void addsUpItsImages() {
    NoiseMeasurement measurement = new NoiseMeasurement(0.1, 4, new int[] {4, 3, 0, 4, 4}, 0.05);

    assertThat(measurement.images()).isEqualTo(5);
    assertThat(measurement.predictions()).isEqualTo(20);
    assertThat(measurement.correct()).isEqualTo(15);
    assertThat(measurement.accuracy()).isEqualTo(0.75);
  }

  @Test
  void moreDrawsDoNotMakeItsIntervalNarrower() {
    NoiseMeasurement fraction = new NoiseMeasurement(0.1, 4, new int[] {4, 3, 0, 4, 4}, 0.05);
    assertThat(fraction.interval())
        .as("3.75 of 5 images")
        .isEqualTo(new Wilson(Wilson.of(3, 5).low(), Wilson.of(4, 5).high()));

    NoiseMeasurement whole = new NoiseMeasurement(0.1, 4, new int[] {4, 4, 0, 4, 0}, 0.05);
    assertThat(whole.interval()).isEqualTo(Wilson.of(3, 5));
  }

  @Test
  void refusesCountsThatCannotBe() {
    assertThatThrownBy(() -> new NoiseMeasurement(0, 1, new int[0], 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NoiseMeasurement(0, 2, new int[] {1, 3}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no counts of 2 draws: [1, 3]");
  }
}
