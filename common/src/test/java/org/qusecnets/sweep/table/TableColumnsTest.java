package org.qusecnets.sweep.table;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.table.TableSchema.Field;

/** Whoever changes a list of columns here has to raise the version of its table. */
class TableColumnsTest {
  static Stream<TableSchema> tables() {
    return Stream.of(
        ExampleRow.SCHEMA,
        CellRow.SCHEMA,
        WorstCaseRow.SCHEMA,
        CertifiedRow.SCHEMA,
        CertificateRow.SCHEMA,
        ModelRow.SCHEMA,
        ResilienceRow.SCHEMA,
        ClaimRow.SCHEMA);
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
  }

  /** A line here is for ever: columns that change get a version of their own, and a new line. */
  private static final Map<String, String> VERSIONS =
      Map.ofEntries(
          entry("examples 3", "8bac5334ec9774bd"),
          entry("examples 4", "164c9906440d0285"),
          entry("examples 5", "4cda2cc09f02a06a"),
          entry("cells 4", "5904c1c6f9a20d77"),
          entry("cells 5", "0fa5a16515f9c4e7"),
          entry("cells 6", "1e213e90f3cc544c"),
          entry("worst_case 1", "024c9d9aeb6bf094"),
          entry("worst_case 2", "fa62a38fcf14fe9b"),
          entry("certified 1", "1b5158bdc9f4b47d"),
          entry("certificates 1", "9129b06c523dec60"),
          entry("models 3", "ed4100006621619f"),
          entry("models 4", "7750978a8e19c98e"),
          entry("models 5", "ffc47be631954ef2"),
          entry("resilience 1", "73f56ce39d9d9384"),
          entry("claims 1", "c6a2535116d5bdf6"));

  @ParameterizedTest
  @MethodSource("tables")
  void columnsOnlyChangeWithTheVersion(TableSchema schema) {
    String version = schema.name() + " " + schema.version();

    assertThat(VERSIONS)
        .as("the columns of %s are others: raise its version and add it here", version)
        .containsEntry(version, hash(schema));
  }

  /** Of all that a reader relies on: names, types, what may be null and what is repeatable. */
  private static String hash(TableSchema schema) {
    String columns =
        schema.columns().stream()
            .map(
                field ->
                    "%s %s %s %s\n"
                        .formatted(
                            field.name(),
                            field.type().getSimpleName(),
                            field.presence(),
                            field.repeatability()))
            .collect(Collectors.joining());
    return Sha256.of(columns.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
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
            "reused",
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
            "changed_values",
            "l0",
            "l1",
            "l2",
            "linf",
            "queries",
            "broken_by",
            "gradient_zero_share",
            "gradient_non_finite",
            "gradient_l2",
            "clean_pixels",
            "adversarial_pixels",
            "network_input_clean",
            "network_input_adversarial",
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
            "adaptation",
            "eot_samples",
            "scoring_draws",
            "misclassified",
            "labels",
            "norm",
            "epsilon",
            "reused_from",
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
            "reused",
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
            "mean_changed_values",
            "mean_l0",
            "mean_l1",
            "mean_l2",
            "mean_linf",
            "mean_success_changed_values",
            "mean_success_l0",
            "mean_success_l1",
            "mean_success_l2",
            "mean_success_linf",
            "mean_gradients",
            "mean_inferences",
            "mean_success_queries",
            "mean_gradient_zero_share",
            "gradient_zero_images",
            "gradient_non_finite_images",
            "attack_seconds");
    assertThat(runColumns(CellRow.SCHEMA)).containsExactly("attack_seconds");
  }

  @Test
  void columnsOfTheWorstCase() {
    assertThat(WorstCaseRow.SCHEMA.name()).isEqualTo("worst_case");
    assertThat(WorstCaseRow.SCHEMA.columns())
        .extracting(Field::name)
        .containsExactly(
            "schema_version",
            "model_id",
            "dataset",
            "train_images",
            "defense",
            "defense_parameters",
            "levels",
            "z",
            "seed",
            "norm",
            "epsilon",
            "threat_model",
            "attacks",
            "cells",
            "incomplete_cells",
            "images",
            "clean_correct",
            "clean_accuracy",
            "clean_accuracy_low",
            "clean_accuracy_high",
            "worst_case_correct",
            "worst_case_accuracy",
            "worst_case_accuracy_low",
            "worst_case_accuracy_high",
            "rounded_worst_case_correct",
            "rounded_worst_case_accuracy",
            "rounded_worst_case_accuracy_low",
            "rounded_worst_case_accuracy_high",
            "defended_worst_case_correct",
            "defended_worst_case_accuracy",
            "defended_worst_case_accuracy_low",
            "defended_worst_case_accuracy_high",
            "strongest_attack",
            "strongest_cell_id",
            "strongest_correct",
            "strongest_accuracy",
            "strongest_accuracy_low",
            "strongest_accuracy_high",
            "only_strongest",
            "only_strongest_share",
            "only_strongest_share_low",
            "only_strongest_share_high",
            "only_without_gradients",
            "only_without_gradients_share",
            "only_without_gradients_share_low",
            "only_without_gradients_share_high",
            "median_distance",
            "certificates",
            "certified_correct",
            "certified_accuracy",
            "certified_accuracy_low",
            "certified_accuracy_high",
            "unknown",
            "unknown_share",
            "unknown_share_low",
            "unknown_share_high");
    assertThat(runColumns(WorstCaseRow.SCHEMA)).isEmpty();
  }

  @Test
  void columnsOfWhatIsCertified() {
    assertThat(CertifiedRow.SCHEMA.name()).isEqualTo("certified");
    assertThat(CertifiedRow.SCHEMA.columns())
        .extracting(Field::name)
        .containsExactly(
            "schema_version",
            "certified_cell_id",
            "model_id",
            "dataset",
            "train_images",
            "defense",
            "defense_parameters",
            "levels",
            "z",
            "certificate",
            "certificate_parameters",
            "certifies",
            "norm",
            "epsilon",
            "seed",
            "status",
            "failure",
            "failure_trace",
            "images",
            "certified_correct",
            "certified_accuracy",
            "certified_accuracy_low",
            "certified_accuracy_high",
            "broken",
            "broken_share",
            "broken_share_low",
            "broken_share_high",
            "misclassified",
            "misclassified_share",
            "misclassified_share_low",
            "misclassified_share_high",
            "unknown",
            "unknown_share",
            "unknown_share_low",
            "unknown_share_high",
            "contradicted",
            "mean_undecided_values",
            "mean_unstable_rectifiers",
            "seconds");
    assertThat(runColumns(CertifiedRow.SCHEMA)).containsExactly("seconds");
  }

  @Test
  void columnsOfCertificates() {
    assertThat(CertificateRow.SCHEMA.name()).isEqualTo("certificates");
    assertThat(CertificateRow.SCHEMA.columns())
        .extracting(Field::name)
        .containsExactly(
            "schema_version",
            "certified_cell_id",
            "image_index",
            "label",
            "certificate_status",
            "margin",
            "radius",
            "undecided_values",
            "unstable_rectifiers",
            "seconds");
    assertThat(runColumns(CertificateRow.SCHEMA)).containsExactly("seconds");
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
            "training_loss",
            "training_accuracy",
            "target_model_id",
            "substitute",
            "queries",
            "agreement",
            "agreement_low",
            "agreement_high",
            "random",
            "probabilities",
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

  private static List<String> runColumns(TableSchema schema) {
    return schema.columns().stream()
        .map(Field::name)
        .filter(name -> !schema.repeatableColumns().contains(name))
        .toList();
  }
}
