package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

class ResilienceOptionsTest {
  private static ResilienceOptions read(Map<String, ?> values) {
    return ResilienceOptions.DECLARATION.read(Options.of(values));
  }

  @Test
  void withoutOptionsThereAreDefaults() {
    assertThat(read(Map.of())).isEqualTo(ResilienceOptions.defaults());
    assertThat(ResilienceOptions.defaults().parameters())
        .containsExactly(
            Map.entry("draws", 5),
            Map.entry("gaussian", 0.5),
            Map.entry("salt-and-pepper", 0.5),
            Map.entry("steps", 10),
            Map.entry("tolerated-loss", 0.02),
            Map.entry("uniform", 1.0));
  }

  @Test
  void parametersReadBack() {
    ResilienceOptions options =
        read(Map.of("draws", 2, "steps", 4, "tolerated-loss", 0.1, "gaussian", 0, "uniform", 0.4));

    assertThat(read(options.parameters())).isEqualTo(options);
    assertThat(options.draws()).isEqualTo(2);
    assertThat(options.toleratedLoss()).isEqualTo(0.1);
    assertThat(options.noises()).containsExactly(Noise.UNIFORM, Noise.SALT_AND_PEPPER);
  }

  @Test
  void strengthsAreEvenlySpacedDecimals() {
    assertThat(ResilienceOptions.defaults().strengths(Noise.UNIFORM))
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
    assertThat(read(Map.of("steps", 3, "gaussian", 0.1)).strengths(Noise.GAUSSIAN))
        .containsExactly(0.03333333333333333, 0.06666666666666667, 0.1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "draws | 0 | draws must be from 1 to 1000, was 0",
        "draws | 1001 | draws must be from 1 to 1000, was 1001",
        "steps | 0 | steps must be from 1 to 100, was 0",
        "tolerated-loss | -0.1 | tolerated-loss must be at least 0 and below 1, was -0.1",
        "tolerated-loss | 1 | tolerated-loss must be at least 0 and below 1, was 1.0",
        "uniform | 1.1 | uniform must be from 0 (no such noise) to 1, was 1.1",
        "gaussian | -1 | gaussian must be from 0 (no such noise) to 1, was -1.0",
        "salt-and-pepper | x | salt-and-pepper must be a number, was \"x\""
      })
  void refusesWhatMakesNoSense(String key, String value, String message) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessage(message);
  }

  @Test
  void refusesAnAnalysisWithoutNoise() {
    assertThatThrownBy(() -> read(Map.of("uniform", 0, "gaussian", 0, "salt-and-pepper", 0)))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("uniform must be above 0 where there is no other noise, was 0.0");
  }
}
