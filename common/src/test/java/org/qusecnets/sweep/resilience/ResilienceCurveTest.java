package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResilienceCurveTest {
  private static final int IMAGES = 200;

  /** The first images are right, whatever the draw. */
  static NoiseMeasurement measured(double strength, int correct, double rmsChange) {
    int draws = strength == 0 ? 1 : 2;
    return new NoiseMeasurement(
        strength,
        draws,
        IntStream.range(0, IMAGES).map(i -> i < correct ? draws : 0).toArray(),
        rmsChange);
  }

  static ResilienceCurve curve(Noise noise, double toleratedLoss, int... correct) {
    return new ResilienceCurve(
        noise,
        IntStream.range(0, correct.length)
            .mapToObj(i -> measured(i / 10.0, correct[i], i / 20.0))
            .toList(),
        toleratedLoss,
        1);
  }

  @Test
  void theMaximumIsWhereTheFitLeavesTheToleratedLoss() {
    ResilienceCurve curve = curve(Noise.UNIFORM, 0.05, 180, 178, 174, 166, 100);

    assertThat(curve.clean().accuracy()).isEqualTo(0.9);
    assertThat(curve.leastAccuracy()).isCloseTo(0.85, within(1e-15));
    // 170 of 200, half-way between 174 and 166.
    assertThat(curve.tolerable().strength().getAsDouble()).isCloseTo(0.25, within(1e-12));
    assertThat(curve.tolerable().rmsChange()).isCloseTo(0.125, within(1e-12));
  }

  @Test
  void accuracyThatRisesIsFittedLevel() {
    ResilienceCurve curve = curve(Noise.GAUSSIAN, 0.01, 180, 170, 182, 160, 100);

    // Noisy images count twice, since they are drawn twice: (180 + 2 * 170 + 2 * 182) / 5 = 176.8.
    assertThat(curve.fitted(0)).isEqualTo(180 / 200.0);
    assertThat(curve.fitted(1)).isCloseTo(176 / 200.0, within(1e-12));
    assertThat(curve.fitted(2)).isCloseTo(176 / 200.0, within(1e-12));
    assertThat(curve.tolerable().strength().getAsDouble())
        .as("178 is between 180 at 0 and 176 at 0.1")
        .isCloseTo(0.05, within(1e-12));
  }

  @Test
  void strengthThatIsNeverTooMuchIsUnknown() {
    ResilienceCurve curve = curve(Noise.UNIFORM, 0.05, 180, 180, 178);

    assertThat(curve.tolerable().strength()).isEmpty();
    assertThat(curve.tolerable().low()).isEmpty();
    assertThat(curve.tolerable().high()).isEmpty();
    assertThat(curve.strongest()).isEqualTo(0.2);
    assertThat(curve.tolerable().rmsChange()).as("at the strongest").isEqualTo(0.1);
  }

  @Test
  void withoutToleranceTheFirstLossIsTooMuch() {
    assertThat(curve(Noise.UNIFORM, 0, 180, 170).tolerable().strength()).hasValue(0);
    assertThat(curve(Noise.UNIFORM, 0, 180, 180, 170).tolerable().strength()).hasValue(0.1);
  }

  @Test
  void theIntervalIsAroundTheMaximum() {
    ResilienceCurve curve = curve(Noise.UNIFORM, 0.05, 180, 178, 174, 166, 100);

    double low = curve.tolerable().low().getAsDouble();
    double high = curve.tolerable().high().getAsDouble();
    assertThat(low).isBetween(0.1, 0.24);
    assertThat(high).isBetween(0.26, 0.35);
  }

  @Test
  void theIntervalDependsOnTheSeedAlone() {
    List<NoiseMeasurement> measurements =
        List.of(measured(0, 180, 0), measured(0.1, 172, 0.05), measured(0.2, 140, 0.1));
    TolerableNoise first = new ResilienceCurve(Noise.UNIFORM, measurements, 0.05, 7).tolerable();

    assertThat(new ResilienceCurve(Noise.UNIFORM, measurements, 0.05, 7).tolerable())
        .isEqualTo(first);
    assertThat(new ResilienceCurve(Noise.UNIFORM, measurements, 0.05, 8).tolerable())
        .isNotEqualTo(first);
  }

  @Test
  void theStrictestNoiseChangesValuesLeast() {
    ResilienceCurve weak = curve(Noise.UNIFORM, 0.05, 180, 180, 150);
    ResilienceCurve strict = curve(Noise.GAUSSIAN, 0.05, 180, 150, 100);

    assertThat(ResilienceCurve.strictest(List.of(weak, strict))).isSameAs(strict);
  }

  @Test
  void refusesWhatIsNoCurve() {
    NoiseMeasurement clean = measured(0, 180, 0);
    NoiseMeasurement other = new NoiseMeasurement(0.1, 1, new int[] {1}, 0.1);
    for (List<NoiseMeasurement> wrong :
        List.of(List.of(clean), List.of(measured(0.1, 180, 0), clean), List.of(clean, other))) {
      assertThatThrownBy(() -> new ResilienceCurve(Noise.UNIFORM, wrong, 0.05, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
