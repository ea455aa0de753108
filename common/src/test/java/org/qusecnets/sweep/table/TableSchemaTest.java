package org.qusecnets.sweep.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
import static org.qusecnets.sweep.table.Column.Presence.REQUIRED;
import static org.qusecnets.sweep.table.Column.Repeatability.EXACT;
import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.evaluation.GradientFacts;
import org.qusecnets.sweep.evaluation.Prediction;
import org.qusecnets.sweep.table.TableSchema.Field;

/** Whoever changes a list of columns here has to raise the version of its table. */
class TableSchemaTest {
  record Row(
      @Column("a name") String someName,
      @Column(value = "a share", presence = OPTIONAL) Double meanL0,
      @Column(value = "a time", repeatability = OF_THE_RUN) double wallSeconds) {}

  record Undeclared(@Column("a name") String name, int forgotten) {}

  record Unstorable(@Column("a character") char letter) {}

  @Test
  void readsColumnsOffTheRecord() {
    TableSchema schema = TableSchema.of("rows", 3, Row.class);

    assertThat(schema.name()).isEqualTo("rows");
    assertThat(schema.version()).isEqualTo(3);
    assertThat(schema.columns())
        .containsExactly(
            new Field("some_name", String.class, "a name", REQUIRED, EXACT),
            new Field("mean_l0", Double.class, "a share", OPTIONAL, EXACT),
            new Field("wall_seconds", double.class, "a time", REQUIRED, OF_THE_RUN));
    assertThat(schema.repeatableColumns()).containsExactly("some_name", "mean_l0");
  }

  @Test
  void refusesWhatIsNoColumn() {
    assertThatThrownBy(() -> TableSchema.of("rows", 1, Undeclared.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("forgotten");
    assertThatThrownBy(() -> TableSchema.of("rows", 1, Unstorable.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("letter");
  }

  @Test
  void givesValuesInTheirOrder() {
    assertThat(TableSchema.values(new Row("x", 0.5, 2))).containsExactly("x", 0.5, 2.0);
    assertThat(TableSchema.values(new Row("x", null, 2))).containsExactly("x", null, 2.0);
  }

  @Test
  void refusesARowWithoutAValueThatMustExist() {
    assertThatThrownBy(() -> TableSchema.values(new Row(null, 0.5, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("someName");
  }

  static Stream<TableSchema> tables() {
    return Stream.of(
        ExampleRow.SCHEMA, CellRow.SCHEMA, ModelRow.SCHEMA, ResilienceRow.SCHEMA, ClaimRow.SCHEMA);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyColumnIsNamedAndDescribed(TableSchema schema) {
    assertThat(schema.columns()).extracting(Field::name).doesNotHaveDuplicates();
    assertThat(schema.columns())
        .allSatisfy(
            field -> {
              assertThat(field.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
              assertThat(field.description()).isNotBlank();
              assertThat(field.presence() == OPTIONAL && field.type().isPrimitive())
                  .as("%s is optional and cannot be null", field.name())
                  .isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyRowBeginsWithTheVersion(TableSchema schema) {
    assertThat(schema.columns().get(0).name()).isEqualTo("schema_version");
    assertThat(schema.columns().get(0).type()).isEqualTo(int.class);
    assertThat(schema.version())
        .isEqualTo(
            Map.of("examples", 3, "cells", 4, "models", 3, "resilience", 1, "claims", 1)
                .get(schema.name()));
  }

  @Test
  void columnsOfExamples() {
    assertThat(ExampleRow.SCHEMA.name()).isEqualTo("examples");
    assertThat(ExampleRow.SCHEMA.columns())
        .extracting(Field::name)
        .containsExactly(
            "schema_version",
            "cell_id",
            "image_index",
            "label",
            "target",
            "attacked",
            "carried",
            "clean_prediction",
            "clean_confidence",
            "adversarial_prediction",
            "adversarial_confidence",
            "rounded_prediction",
            "rounded_confidence",
            "clean_detected",
            "adversarial_detected",
            "rounded_detected",
            "success",
            "rounded_success",
            "l0",
            "l2",
            "linf",
            "gradient_zero_share",
            "gradient_non_finite",
            "gradient_l2",
            "clean_pixels",
            "adversarial_pixels",
            "clean_inside",
            "adversarial_inside",
            "attack_gradients",
            "attack_inferences",
            "attack_seconds");
    assertThat(runColumns(ExampleRow.SCHEMA)).containsExactly("attack_seconds");
  }

  @Test
  void columnsOfCells() {
    assertThat(CellRow.SCHEMA.name()).isEqualTo("cells");
    assertThat(CellRow.SCHEMA.columns())
        .extracting(Field::name)
        .containsExactly(
            "schema_version",
            "cell_id",
            "model_id",
            "dataset",
            "train_images",
            "defense",
            "defense_parameters",
            "levels",
            "z",
            "attack",
            "attack_parameters",
            "target",
            "access",
            "threat_model",
            "source_model_id",
            "gradient",
            "gradient_through",
            "defense_draws",
            "misclassified",
            "labels",
            "norm",
            "epsilon",
            "carried_from",
            "seed",
            "status",
            "failure",
            "failure_trace",
            "images",
            "clean_correct",
            "clean_accuracy",
            "clean_accuracy_low",
            "clean_accuracy_high",
            "adversarial_correct",
            "adversarial_accuracy",
            "adversarial_accuracy_low",
            "adversarial_accuracy_high",
            "rounded_correct",
            "rounded_accuracy",
            "rounded_accuracy_low",
            "rounded_accuracy_high",
            "attacked",
            "successes",
            "success_rate",
            "success_rate_low",
            "success_rate_high",
            "carried",
            "clean_detected",
            "false_positive_rate",
            "false_positive_rate_low",
            "false_positive_rate_high",
            "successes_detected",
            "detection_rate",
            "detection_rate_low",
            "detection_rate_high",
            "defended_correct",
            "defended_accuracy",
            "defended_accuracy_low",
            "defended_accuracy_high",
            "mean_l0",
            "mean_l2",
            "mean_linf",
            "mean_success_l0",
            "mean_success_l2",
            "mean_success_linf",
            "mean_gradients",
            "mean_inferences",
            "mean_gradient_zero_share",
            "gradient_zero_images",
            "gradient_non_finite_images",
            "attack_seconds");
    assertThat(runColumns(CellRow.SCHEMA)).containsExactly("attack_seconds");
  }

  @Test
  void columnsOfModels() {
    assertThat(ModelRow.SCHEMA.name()).isEqualTo("models");
    assertThat(ModelRow.SCHEMA.columns())
        .extracting(Field::name)
        .containsExactly(
            "schema_version",
            "model_id",
            "dataset",
            "dataset_sha256",
            "train_images",
            "defense",
            "defense_parameters",
            "levels",
            "z",
            "recipe",
            "seed",
            "weight_seed",
            "shuffle_seed",
            "parameters",
            "training_cost",
            "training_accuracy",
            "target_model_id",
            "substitute",
            "queries",
            "agreement",
            "agreement_low",
            "agreement_high",
            "clean_images",
            "clean_correct",
            "clean_accuracy",
            "clean_accuracy_low",
            "clean_accuracy_high",
            "thresholds_per_cell",
            "thresholds",
            "detection_threshold",
            "file",
            "sha256",
            "version",
            "libraries",
            "native_build",
            "threads",
            "jvm",
            "machine",
            "epoch_seconds");
    assertThat(runColumns(ModelRow.SCHEMA)).containsExactly("jvm", "machine", "epoch_seconds");
  }

  @Test
  void columnsOfResilience() {
    assertThat(ResilienceRow.SCHEMA.name()).isEqualTo("resilience");
    assertThat(ResilienceRow.SCHEMA.columns())
        .extracting(Field::name)
        .containsExactly(
            "schema_version",
            "model_id",
            "dataset",
            "dataset_sha256",
            "train_images",
            "defense",
            "defense_parameters",
            "levels",
            "z",
            "seed",
            "noise",
            "strength",
            "images",
            "draws",
            "correct",
            "accuracy",
            "accuracy_low",
            "accuracy_high",
            "fitted_accuracy",
            "rms_change",
            "tolerated_loss",
            "maximum_tolerable_noise",
            "maximum_tolerable_noise_low",
            "maximum_tolerable_noise_high",
            "tolerable_rms_change",
            "model_sha256",
            "version",
            "native_build");
    assertThat(runColumns(ResilienceRow.SCHEMA)).isEmpty();
  }

  @Test
  void columnsOfClaims() {
    assertThat(ClaimRow.SCHEMA.name()).isEqualTo("claims");
    assertThat(ClaimRow.SCHEMA.columns())
        .extracting(Field::name)
        .containsExactly(
            "schema_version",
            "claim_id",
            "claim",
            "source",
            "comparison",
            "measured",
            "paper_low",
            "paper_high",
            "paper_images",
            "value",
            "value_low",
            "value_high",
            "cells",
            "models",
            "images",
            "seeds",
            "verdict",
            "because",
            "note",
            "cell_ids");
    assertThat(runColumns(ClaimRow.SCHEMA)).isEmpty();
  }

  @Test
  void exampleFillsItsRow() {
    float[] clean = {0};
    float[] adversarial = {0.25f};
    float[] cleanInside = {0.5f};
    float[] adversarialInside = {0.75f};
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
            new Example.Perturbation(1, 0.2, 0.3),
            Optional.of(new GradientFacts(0.5, 6, 0.4)),
            Optional.of(new Example.Pictures(clean, adversarial, cleanInside, adversarialInside)),
            new Example.Effort(11.5, 12.5, 1.5));

    assertThat(TableSchema.values(ExampleRow.of("cell", example)))
        .containsExactly(
            3,
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
            0.2,
            0.3,
            0.5,
            6,
            0.4,
            clean,
            adversarial,
            cleanInside,
            adversarialInside,
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
            new Example.Effort(0, 0, 0));
    assertThat(TableSchema.values(ExampleRow.of("cell", untargeted)))
        .as("without target, gradient and pictures")
        .startsWith(3, "cell", 0, 0, null, false, false)
        .endsWith(null, null, null, null, null, null, null, 0.0, 0.0, 0.0);
  }

  private static List<String> runColumns(TableSchema schema) {
    return schema.columns().stream()
        .map(Field::name)
        .filter(name -> !schema.repeatableColumns().contains(name))
        .toList();
  }
}
