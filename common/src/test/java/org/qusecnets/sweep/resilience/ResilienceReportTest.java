package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResilienceReportTest {
  private static final GreyValues VALUES =
      GreyValues.of(MeanBrightness.images(0, 0, 102, 255), new int[] {0, 1, 2, 3});
  private static final ResilienceCurve CURVE =
      ResilienceCurveTest.curve(Noise.UNIFORM, 0.05, 180, 178, 174, 166, 100);

  private static String report(ResilienceCurve curve, List<String> front, Double... epsilons) {
    return new ResilienceReport(VALUES, List.of(epsilons))
        .model(new ModelResilience("network", front, List.of(curve)));
  }

  @Test
  void showsTheCurveWithBarsAndTheMaximumBetweenItsStrengths() {
    String bar = "\u2588".repeat(45);
    assertThat(report(CURVE, List.of()))
        .startsWith(
            """
            network
            =======
            Clean accuracy 90.0 % (85.1 to 93.4); a loss of 5 points is tolerated: 85.0 %.

            uniform noise, from -s to s
                   s      RMS  accuracy   95 % interval   fitted
                   0   0.0000      90.0    85.1 to 93.4     90.0  BAR
                 0.1   0.0500      89.0    83.9 to 92.6     89.0"""
                .replace("BAR", bar));
    assertThat(report(CURVE, List.of()).lines().toList())
        .filteredOn(line -> line.contains("MTN ---") || line.matches(" +0\\.[23] .*"))
        .extracting(line -> line.strip().substring(0, 3))
        .containsExactly("0.2", "-- ", "0.3");
    assertThat(report(CURVE, List.of()))
        .containsPattern(
            "Maximum Tolerable Noise: s = 0\\.25 \\(95 % interval over images: 0\\.[12]\\d* to"
                + " 0\\.[23]\\d*\\); values change by 0\\.125 \\(RMS\\)\\n");
  }

  @Test
  void barsThatAreTooShortAreMarkedWhereTheyShouldReach() {
    List<String> lines = report(CURVE, List.of()).lines().toList();

    assertThat(lines)
        .filteredOn(line -> line.startsWith("     0.4 "))
        .singleElement()
        .asString()
        .endsWith("  " + "\u2588".repeat(25) + " ".repeat(17) + "\u250a");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("     0.1 "))
        .singleElement()
        .asString()
        .doesNotContain("\u250a");
  }

  @Test
  void saysThatTheStrongestNoiseIsTolerated() {
    ResilienceCurve unbroken = ResilienceCurveTest.curve(Noise.GAUSSIAN, 0.05, 180, 180, 178);
    assertThat(report(unbroken, List.of()))
        .contains("s = 0.2 or more (95 % interval over images: 0.2 or more to 0.2 or more)")
        .doesNotContain("MTN ---");
  }

  @Test
  void advisesForEachEpsilon() {
    assertThat(report(CURVE, List.of(), 0.1, 0.6))
        .contains("\nNumber of levels n for constant quantization\n  MTN: Quantization is itself")
        .contains("\n  epsilon 0.1: n = 4\n    The largest n with 1/(2n) above 0.1 is 4 (0.125;")
        .contains("\n  epsilon 0.6: no n\n");
    assertThat(report(CURVE, List.of(), 0.1, 0.6).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
  }

  @Test
  void doesNotAdviseOnNetworksThatDoNotSeeImagesAsTheyAre() {
    assertThat(report(CURVE, List.of("jpeg", "quantization"), 0.1))
        .endsWith(
            "\nNo advice on n: there is something in front of this network already (jpeg, quantization).\n");
  }

  @Test
  void withoutAnEpsilonTheNoiseAloneSpeaks() {
    assertThat(report(CURVE, List.of()))
        .contains("  MTN: Quantization is itself")
        .endsWith("  Epsilon: none is named, so there is no more to say.\n");
    assertThat(new ResilienceReport(VALUES, List.of()).levels(List.of()))
        .contains("    2    0.2500    0.2000       0.2887   0.4000\n")
        .doesNotContain("farther");
  }

  @Test
  void listsTheFirstFewLevelsAndThoseOfTheAdvice() {
    ResilienceReport report = new ResilienceReport(VALUES, List.of(0.04, 0.3));

    assertThat(report.levels(List.of()).lines().toList())
        .contains(
            "    2    0.2500    0.2000       0.2887   0.4000     100.0   75.0",
            "    3    0.1667    0.0500       0.1667   0.1000     100.0   75.0")
        .filteredOn(line -> line.matches(" +\\d+ +0\\.\\d.*"))
        .extracting(line -> line.strip().replaceAll(" .*", ""))
        .containsExactly("2", "3", "4", "5", "6", "7", "8", "12", "13");
  }
}
