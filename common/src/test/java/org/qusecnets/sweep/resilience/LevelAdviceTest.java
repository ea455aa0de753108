package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.options.InvalidOption;

class LevelAdviceTest {
  /** Values from black to white, twenty of each. */
  private static final GreyValues VALUES =
      GreyValues.of(
          MeanBrightness.images(IntStream.range(0, 256).toArray()),
          IntStream.range(0, 256).toArray());

  /** Tolerates uniform noise that changes values by 0.125 in root mean square. */
  private static final ResilienceCurve TOLERANT =
      ResilienceCurveTest.curve(Noise.UNIFORM, 0.05, 180, 178, 174, 166, 100);

  /** Tolerates hardly any noise. */
  private static final ResilienceCurve STRICT =
      ResilienceCurveTest.curve(Noise.GAUSSIAN, 0.05, 180, 20, 20);

  @Test
  void takesTheLargestNThatEpsilonAllowsWhereTheNoiseAllowsItToo() {
    LevelAdvice advice = LevelAdvice.of(0.05, VALUES, TOLERANT);

    assertThat(advice.most()).hasValue(9);
    assertThat(advice.fewest()).as("1/sqrt(6 n (n - 1)) is 0.118 for n = 4").isEqualTo(4);
    assertThat(advice.levels()).hasValue(9);
    assertThat(advice.reasoning())
        .containsExactly(
            "The largest n with 1/(2n) above 0.05 is 9 (0.05556; n = 10 has 0.05). Of the values of"
                + " these images 19.5 % are farther than 0.05 from every threshold of n = 9; an"
                + " attack can carry the others across one. At least half of the values are farther"
                + " up to n = 6.",
            "Every n from 4 to 9 satisfies epsilon and MTN; the largest changes the images least.");
  }

  @Test
  void noMoreLevelsAreAdvisedThanThereAreGreyValues() {
    assertThat(LevelAdvice.of(0.001, VALUES, TOLERANT).reasoning().get(0))
        .startsWith(
            "The largest n with 1/(2n) above 0.001 is 256 (0.001953; the most there can be). Of");
  }

  @Test
  void saysWhereOnlyOneNIsLeft() {
    LevelAdvice advice = LevelAdvice.of(0.1, VALUES, TOLERANT);

    assertThat(advice.levels()).hasValue(4);
    assertThat(advice.reasoning().get(1)).isEqualTo("n = 4 alone satisfies epsilon and MTN.");
  }

  @Test
  void warnsWhereTheNetworkToleratesNoSuchQuantization() {
    LevelAdvice advice = LevelAdvice.of(0.1, VALUES, STRICT);

    assertThat(advice.fewest()).isGreaterThan(4);
    assertThat(advice.levels()).hasValue(4);
    assertThat(advice.reasoning().get(1))
        .isEqualTo(
            "n = 4 is what epsilon allows. So few levels change the images more than this network"
                + " tolerates: train it behind the quantization layer and compare the accuracy on"
                + " clean images.");
  }

  @Test
  void fromAQuarterOnTwoLevelsHoldForTheValuesThatAreFarEnough() {
    LevelAdvice advice = LevelAdvice.of(0.3, VALUES, TOLERANT);

    assertThat(advice.most()).isEmpty();
    assertThat(advice.levels()).hasValue(2);
    assertThat(advice.reasoning().get(0))
        .isEqualTo(
            "No n has 1/(2n) above 0.3: n = 2 has 0.25. What n = 2 still holds are values farther"
                + " than 0.3 from its one threshold, 1/2. Of the values of these images 39.8 % are"
                + " farther than 0.3 from every threshold of n = 2; an attack can carry the others"
                + " across one.");
    assertThat(advice.reasoning().get(1))
        .startsWith("n = 2 is the most that quantization can do here, for those values only.")
        .contains("train it behind the quantization layer");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.7, 1})
  void fromAHalfOnQuantizationDoesNotHelp(double epsilon) {
    LevelAdvice advice = LevelAdvice.of(epsilon, VALUES, TOLERANT);

    assertThat(advice.levels()).isEmpty();
    assertThat(advice.reasoning().get(1))
        .endsWith("across the threshold of n = 2: quantization does not help.");
  }

  @Test
  void saysWhatTheNoiseSays() {
    assertThat(LevelAdvice.whatTheNoiseSays(VALUES, TOLERANT))
        .isEqualTo(
            "Quantization is itself a change of the values. Of the noises the network tolerates"
                + " uniform least: a strength of 0.25, which changes values by 0.125 in root mean"
                + " square. From n = 4 on quantization changes these images no more than that (n ="
                + " 4: 0.1172; n = 3: 0.1649).");
    ResilienceCurve unbroken = ResilienceCurveTest.curve(Noise.UNIFORM, 0.05, 180, 178);
    assertThat(LevelAdvice.whatTheNoiseSays(VALUES, unbroken))
        .contains("at least a strength of 0.1, which changes values by 0.05");
    ResilienceCurve none = ResilienceCurveTest.curve(Noise.UNIFORM, 0, 180, 20);
    assertThat(LevelAdvice.whatTheNoiseSays(VALUES, none))
        .contains("a strength of 0, which changes values by 0 in")
        .contains("From n = 256 on");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void refusesAnEpsilonThatIsNone(double epsilon) {
    assertThatThrownBy(() -> LevelAdvice.of(epsilon, VALUES, TOLERANT))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("epsilon must be above 0 and at most 1, was " + epsilon);
  }
}
