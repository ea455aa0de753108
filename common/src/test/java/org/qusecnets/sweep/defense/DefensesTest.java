package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.defense.DefenseTable.Row;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class DefensesTest {
  static Stream<Row> rows() {
    return DefenseTable.rows().stream();
  }

  @Test
  void everyDefenseHasItsRow() {
    assertThat(Defenses.types())
        .containsExactlyElementsOf(DefenseTable.rows().stream().map(Row::type).sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void readsWithDefaults(Row row) {
    Defense defense = Defenses.read(row.type(), Options.of(row.given()));

    assertThat(defense.type()).isEqualTo(row.type());
    assertThat(defense.parameters()).isEqualTo(row.parameters());
    assertThat(defense.protect(DefenseTable.UNDEFENDED)).isEqualTo(row.recipe());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isReadBackFromItsParametersAndKnowsNoOthers(Row row) {
    Defense defense = Defenses.read(row.type(), Options.of(row.given()));
    Options options = Options.of(defense.parameters());

    assertThat(Defenses.read(row.type(), options)).isEqualTo(defense);
    assertThat(options.known()).isEqualTo(row.parameters().keySet());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void travels(Row row) throws IOException, ClassNotFoundException {
    Defense defense = Defenses.read(row.type(), Options.of(row.given()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(defense);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(defense);
    }
  }

  @Test
  void trainableQuantizationMayHaveALossOfItsOwn() {
    TrainingOptions squared = TrainingOptions.defaults().with(Loss.MEAN_SQUARED_ERROR);
    ModelRecipe undefended = DefenseTable.UNDEFENDED.trainedWith(squared);

    assertThat(lossOf("as-training", DefenseTable.UNDEFENDED))
        .isEqualTo(TrainingOptions.defaults());
    assertThat(lossOf("as-training", undefended)).isEqualTo(squared);
    assertThat(lossOf("mean-squared-error", DefenseTable.UNDEFENDED)).isEqualTo(squared);
    assertThat(lossOf("cross-entropy", undefended)).isEqualTo(TrainingOptions.defaults());
  }

  private static TrainingOptions lossOf(String loss, ModelRecipe undefended) {
    Options options = Options.of(Map.of("levels", 2, "loss", loss));
    return Defenses.read("tq", options).protect(undefended).training();
  }

  @Test
  void thresholdsMayBeLearnedByGradientDescent() {
    Options options =
        Options.of(
            Map.of("levels", 2, "threshold-optimizer", "sgd", "threshold-learning-rate", "0.5"));

    assertThat(
            Defenses.read("tq", options)
                .protect(DefenseTable.UNDEFENDED)
                .quantizationLayer()
                .map(QuantizationOptions::training))
        .contains(ThresholdTraining.trained(ThresholdOptimizer.SGD, 0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cq | levels | 1 | levels must be from 2 to 256, was 1",
        "cq | levels | 2.5 | levels must be a whole number, was \"2.5\"",
        "cq | z | 0 | z must be above 0 and at most 10000, was 0.0",
        "cq | placement | log | placement must be one of linear, authors-code, was \"log\"",
        "cq | derivative | none | derivative must be one of exact, saturating, was \"none\"",
        "tq | levels | 257 | levels must be from 2 to 256, was 257",
        "tq | z | steep | z must be a number, was \"steep\"",
        "tq | sharing | all | sharing must be one of per-pixel, per-channel, shared, was \"all\"",
        "tq | threshold-optimizer | x | threshold-optimizer must be one of sgd, adam, was \"x\"",
        "tq | threshold-learning-rate | 0 | threshold-learning-rate must be above 0, was 0.0",
        "tq | loss | x | loss must be one of as-training, cross-entropy, mean-squared-error,"
            + " was \"x\"",
        "adversarial-training | method | x | method must be one of fgsm, pgd, was \"x\"",
        "adversarial-training | epsilon | 0 | epsilon must be above 0 and at most 1, was 0.0",
        "adversarial-training | epsilon | 1.1 | epsilon must be above 0 and at most 1, was 1.1",
        "adversarial-training | clean | no | clean must be one of kept, replaced, was \"no\"",
        "gaussian-augmentation | sigma | 0 | sigma must be above 0 and at most 1, was 0.0",
        "gaussian-augmentation | sigma | 2 | sigma must be above 0 and at most 1, was 2.0",
        "input-dropout | rate | 0 | rate must be above 0 and below 1, was 0.0",
        "input-dropout | rate | 1 | rate must be above 0 and below 1, was 1.0",
        "input-dropout | scaling | x | scaling must be one of none, inverse, was \"x\"",
        "defensive-distillation | temperature | 0.5 | temperature must be from 1 to 1000, was 0.5"
      })
  void refusesWrongParameters(String type, String key, String value, String message) {
    Map<String, Object> given = new HashMap<>(row(type).given());
    given.put(key, value);

    assertThatThrownBy(() -> Defenses.read(type, Options.of(given)))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessage(message);
  }

  private static Row row(String type) {
    return rows().filter(row -> row.type().equals(type)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "cq, levels must be a whole number",
    "tq, levels must be a whole number",
    "adversarial-training, epsilon must be a number",
    "gaussian-augmentation, sigma must be a number"
  })
  void needsWhatHasNoDefault(String type, String rule) {
    assertThatThrownBy(() -> Defenses.read(type, Options.of(Map.of())))
        .isInstanceOf(InvalidOption.class)
        .hasMessage(rule + ", was missing");
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> Defenses.read("qc", Options.of(Map.of())))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo("type"))
        .hasMessage("type must be one of %s, was qc", String.join(", ", Defenses.types()));
  }
}
