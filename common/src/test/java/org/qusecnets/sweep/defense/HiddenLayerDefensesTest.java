package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;

/** Options of the defenses inside the network. */
class HiddenLayerDefensesTest {
  @Test
  void fixedThresholdsKnowNoLearning() {
    Options options = Options.of(Map.of("bits", 1, "thresholds", "fixed"));
    Defense defense = Defenses.read("quantized-activations", options);

    assertThat(defense.parameters()).isEqualTo(Map.of("bits", 1, "thresholds", "fixed"));
    assertThat(options.known()).containsExactlyInAnyOrder("bits", "thresholds");
    assertThat(defense.protect(DefenseTable.UNDEFENDED).hidden().activation())
        .isEqualTo(new ActivationOptions.Quantized(1, ThresholdTraining.constant()));
    assertThat(Defenses.read("quantized-activations", Options.of(defense.parameters())))
        .isEqualTo(defense);
  }

  @Test
  void thresholdsMayBeLearnedByGradientDescent() {
    Map<String, ?> given =
        Map.of("bits", 8, "threshold-optimizer", "sgd", "threshold-learning-rate", 0.5);

    assertThat(protect("quantized-activations", given).hidden().activation())
        .isEqualTo(
            new ActivationOptions.Quantized(
                8, ThresholdTraining.trained(ThresholdOptimizer.SGD, 0.5)));
  }

  @Test
  void onlyPruningIsLeftOutOfTrainingAndRandom() {
    ModelRecipe pruned = protect("stochastic-activation-pruning", Map.of("samples", 2));
    ModelRecipe bounded = protect("bounded-relu", Map.of("limit", 6));

    assertThat(pruned.hidden().pruning()).isEqualTo(2);
    assertThat(pruned.isRandom()).isTrue();
    assertThat(pruned.inTraining()).isEqualTo(DefenseTable.UNDEFENDED);
    assertThat(bounded.isRandom()).isFalse();
    assertThat(bounded.inTraining()).isEqualTo(bounded);
  }

  @Test
  void recipesTellTheirHiddenLayers() {
    assertThat(protect("bounded-relu", Map.of()).parameters())
        .containsEntry("activation", Map.of("type", "bounded-relu", "limit", 1.0));
    assertThat(
            protect("quantized-activations", Map.of("bits", 1, "thresholds", "fixed")).parameters())
        .containsEntry(
            "activation",
            Map.of("type", "quantized-activations", "bits", 1, "thresholds", "fixed"));
    assertThat(protect("stochastic-activation-pruning", Map.of()).parameters())
        .containsEntry("pruning", 1.0)
        .doesNotContainKey("activation");
  }

  @Test
  void oneActivationMayBePrunedButNotReplaced() {
    ModelRecipe bounded = protect("bounded-relu", Map.of());

    assertThat(
            read("stochastic-activation-pruning", Map.of()).protect(bounded).hidden().activation())
        .isEqualTo(bounded.hidden().activation());
    Defense other = read("quantized-activations", Map.of("bits", 1));
    assertThatThrownBy(() -> other.protect(bounded))
        .isInstanceOf(InvalidOption.class)
        .hasMessageStartingWith("defense must not bring a second activation function");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bounded-relu | limit | 0 | limit must be above 0 and at most 3.4e38, was 0.0",
        "bounded-relu | limit | 1e39 | limit must be above 0 and at most 3.4e38, was 1.0E39",
        "bounded-relu | limit | six | limit must be a number, was \"six\"",
        "quantized-activations | bits | 0 | bits must be from 1 to 8, was 0",
        "quantized-activations | bits | 9 | bits must be from 1 to 8, was 9",
        "quantized-activations | bits | 1.5 | bits must be a whole number, was \"1.5\"",
        "quantized-activations | thresholds | x | thresholds must be one of fixed, dynamic,"
            + " was \"x\"",
        "quantized-activations | threshold-optimizer | x | threshold-optimizer must be one of sgd,"
            + " adam, was \"x\"",
        "quantized-activations | threshold-learning-rate | 0 | threshold-learning-rate must be"
            + " above 0, was 0.0",
        "stochastic-activation-pruning | samples | 0 | samples must be above 0 and at most 1000,"
            + " was 0.0",
        "stochastic-activation-pruning | samples | 1001 | samples must be above 0 and at most"
            + " 1000, was 1001.0"
      })
  void refusesWrongParameters(String type, String key, String value, String message) {
    Map<String, Object> given = new HashMap<>(Map.of("bits", 1));
    given.put(key, value);

    assertThatThrownBy(() -> read(type, given))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessage(message);
  }

  @Test
  void needsTheNumberOfBits() {
    assertThatThrownBy(() -> read("quantized-activations", Map.of()))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("bits must be a whole number, was missing");
  }

  private static ModelRecipe protect(String type, Map<String, ?> given) {
    return read(type, given).protect(DefenseTable.UNDEFENDED);
  }

  private static Defense read(String type, Map<String, ?> given) {
    return Defenses.read(type, Options.of(given));
  }
}
