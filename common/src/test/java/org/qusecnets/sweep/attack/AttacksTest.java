package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

class AttacksTest {
  /**
   * One row for each attack that a configuration can name.
   *
   * @param access what it asks of the model
   * @param norm what its epsilons bound where a configuration chooses nothing
   * @param given what a configuration gives, no more than it must
   * @param parameters what comes of it, defaults included
   */
  record Row(
      String type,
      Access access,
      Norm norm,
      Map<String, Object> given,
      Map<String, Object> parameters) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "fgsm",
              Access.GRADIENTS,
              Norm.LINF,
              Map.of(),
              Map.of("target", "none", "labels", "true")),
          new Row("bim", Access.GRADIENTS, Norm.LINF, Map.of(), iterative("clean", 10, 1.0 / 6)),
          new Row("pgd", Access.GRADIENTS, Norm.LINF, Map.of(), iterative("random", 40, 1.0 / 30)),
          new Row(
              "cw",
              Access.GRADIENTS,
              Norm.L2,
              Map.of(),
              Map.of(
                  "bound",
                  "l2",
                  "target",
                  "none",
                  "confidence",
                  0.0,
                  "learning-rate",
                  5e-3,
                  "search-steps",
                  5,
                  "iterations",
                  1000,
                  "initial-constant",
                  1e-2,
                  "abort",
                  "early")),
          new Row(
              "jsma",
              Access.GRADIENTS,
              Norm.L0,
              Map.of(),
              Map.of(
                  "target",
                  "next",
                  "theta",
                  1.0,
                  "gamma",
                  0.1,
                  "iterations",
                  0,
                  "saliency",
                  "probabilities")),
          new Row(
              "deepfool",
              Access.GRADIENTS,
              Norm.L2,
              Map.of(),
              Map.of("norm", "l2", "steps", 50, "overshoot", 0.02)),
          new Row(
              "random-noise",
              Access.LABELS,
              Norm.L2,
              Map.of(),
              Map.of("distribution", "gaussian", "draws", 100)),
          new Row(
              "pointwise",
              Access.LABELS,
              Norm.L0,
              Map.of(),
              Map.of("norm", "l0", "noise-levels", 100, "search-steps", 10)),
          new Row(
              "single-pixel",
              Access.LABELS,
              Norm.L0,
              Map.of(),
              Map.of("target", "none", "pixels", 100)),
          new Row(
              "local-search",
              Access.PROBABILITIES,
              Norm.L0,
              Map.of(),
              Map.of(
                  "rounds", 10,
                  "trial", 1.0,
                  "step", 1.5,
                  "changes", 5,
                  "reach", 5,
                  "seed-share", 0.1,
                  "most-seeds", 128)));

  private static Map<String, Object> iterative(String start, int steps, double stepSize) {
    return Map.of(
        "target", "none",
        "start", start,
        "steps", steps,
        "step-size", stepSize,
        "step-unit", "epsilon",
        "restarts", 1,
        "loss", "cross-entropy",
        "stop", "at-success",
        "carry", "successes");
  }

  static Stream<Row> rows() {
    return ROWS.stream();
  }

  @Test
  void everyAttackHasItsRow() {
    assertThat(Attacks.types())
        .containsExactlyElementsOf(ROWS.stream().map(Row::type).sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void readsWithDefaults(Row row) {
    Attack attack = Attacks.read(row.type(), Options.of(row.given()));

    assertThat(attack.type()).isEqualTo(row.type());
    assertThat(attack.access()).isEqualTo(row.access());
    assertThat(attack.norm()).isEqualTo(row.norm());
    assertThat(attack.parameters()).isEqualTo(row.parameters());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isReadBackFromItsParameters(Row row) {
    Attack attack = Attacks.read(row.type(), Options.of(row.given()));

    assertThat(Attacks.read(row.type(), Options.of(attack.parameters()))).isEqualTo(attack);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void travels(Row row) throws IOException, ClassNotFoundException {
    Attack attack = Attacks.read(row.type(), Options.of(row.given()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(attack);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(attack);
    }
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> Attacks.read("gradient", Options.of(Map.of())))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo("type"))
        .hasMessage("type must be one of %s, was gradient", String.join(", ", Attacks.types()));
  }
}
