package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.AttackTable.Row;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

class AttacksTest {
  static Stream<Row> rows() {
    return AttackTable.rows().stream();
  }

  @Test
  void everyAttackHasItsRow() {
    assertThat(Attacks.types())
        .containsExactlyElementsOf(AttackTable.rows().stream().map(Row::type).sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void readsWithDefaults(Row row) {
    Attack attack = Attacks.read(row.type(), Options.of(Map.of()));

    assertThat(attack.type()).isEqualTo(row.type());
    assertThat(attack.access()).isEqualTo(row.access());
    assertThat(attack.norm()).isEqualTo(row.norm());
    assertThat(attack.parameters()).isEqualTo(row.parameters());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isReadBackFromItsParameters(Row row) {
    Attack attack = Attacks.read(row.type(), Options.of(Map.of()));

    assertThat(Attacks.read(row.type(), Options.of(attack.parameters()))).isEqualTo(attack);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void travels(Row row) throws IOException, ClassNotFoundException {
    Attack attack = Attacks.read(row.type(), Options.of(Map.of()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(attack);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(attack);
    }
  }

  /** An attack's type, an option that it refuses, and the message. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("fgsm", "target", "first", "target must be one of none, next, least-likely, "),
        arguments("bim", "iterations", 0, "iterations must be from 1 to 100000, was 0"),
        arguments("bim", "iterations", 100_001, "iterations must be from 1 to 100000, was 100001"),
        arguments("bim", "step-size", 0, "step-size must be above 0 and at most 1, was 0.0"),
        arguments("pgd", "step-size", 1.5, "step-size must be above 0 and at most 1, was 1.5"),
        arguments("pgd", "restarts", 0, "restarts must be from 1 to 100000, was 0"),
        arguments("bim", "step-share", 0.1, "step-share must be left out unless norm is l1, was"),
        arguments("bim", "restarts", 2, "restarts must be 1 where start is clean, was 2"),
        arguments("pgd", "loss", "mse", "loss must be one of cross-entropy, margin, dlr, was"),
        arguments(
            "autoattack", "version", "full", "version must be one of standard, plus, rand, was"),
        arguments("autoattack", "norm", "l0", "norm must be one of linf, l2, l1, was"),
        arguments("apgd", "norm", "l0", "norm must be one of linf, l2, l1, was"),
        arguments("apgd", "radii", "shrinking", "radii must be left out unless norm is l1, was"),
        arguments("apgd", "iterations", 0, "iterations must be from 1 to 100000, was 0"),
        arguments(
            "apgd", "targets", 3, "targets must be left out unless loss is targeted-dlr, was"),
        arguments("ddn", "iterations", 0, "iterations must be from 1 to 100000, was 0"),
        arguments("ddn", "gamma", 1, "gamma must be above 0 and below 1, was 1.0"),
        arguments(
            "ddn", "initial-radius", 0, "initial-radius must be above 0 and at most 100, was"),
        arguments("fab", "norm", "l0", "norm must be one of linf, l2, l1, was"),
        arguments("fab", "eta", 0.9, "eta must be from 1 to 2, was 0.9"),
        arguments("fab", "beta", 1, "beta must be above 0 and below 1, was 1.0"),
        arguments("fmn", "norm", "l3", "norm must be one of linf, l2, l1, l0, was"),
        arguments("fmn", "first-step", 0, "first-step must be above 0 and at most 100, was 0.0"),
        arguments("fmn", "end", "near", "end must be one of boundary, grey-levels, was"),
        arguments("cw", "bound", "linf", "bound must be one of l2, linf-clip, linf-box, was"),
        arguments("cw", "confidence", -1, "confidence must not be negative, was -1.0"),
        arguments("cw", "learning-rate", 0, "learning-rate must be above 0, was 0.0"),
        arguments("cw", "search-steps", 101, "search-steps must be from 1 to 100, was 101"),
        arguments("cw", "iterations", 0, "iterations must be from 1 to 100000, was 0"),
        arguments("cw", "initial-constant", 0, "initial-constant must be above 0, was 0.0"),
        arguments("jsma", "target", "none", "target must name a class to reach, was none"),
        arguments("jsma", "theta", 0, "theta must be from -1 to 1 and not 0, was 0.0"),
        arguments("jsma", "theta", -1.1, "theta must be from -1 to 1 and not 0, was -1.1"),
        arguments("jsma", "gamma", 0, "gamma must be above 0 and at most 1, was 0.0"),
        arguments(
            "jsma", "iterations", -1, "iterations must be from 1 to 1000000, or 0 for gamma, was"),
        arguments("deepfool", "iterations", 0, "iterations must be from 1 to 10000, was 0"),
        arguments("deepfool", "overshoot", -0.1, "overshoot must be from 0 to 1, was -0.1"),
        arguments("deepfool", "norm", "l1", "norm must be one of l2, linf, was"),
        arguments("random-noise", "draws", 0, "draws must be from 1 to 1000000, was 0"),
        arguments("pointwise", "noise-levels", 0, "noise-levels must be from 1 to 10000, was 0"),
        arguments("pointwise", "search-steps", 0, "search-steps must be from 1 to 100, was 0"),
        arguments("square", "norm", "l0", "norm must be one of linf, l2, l1, was"),
        arguments("square", "queries", 0, "queries must be from 1 to 1000000, was 0"),
        arguments("square", "first-share", 0, "first-share must be above 0 and at most 1, was 0.0"),
        arguments("boundary", "queries", 0, "queries must be from 1 to 1000000, was 0"),
        arguments(
            "boundary", "spherical-step", 0, "spherical-step must be above 0 and at most 1, was"),
        arguments("boundary", "source-step", 2, "source-step must be above 0 and at most 1, was"),
        arguments("hopskipjump", "queries", 0, "queries must be from 1 to 1000000, was 0"),
        arguments("hopskipjump", "norm", "l0", "norm must be one of linf, l2, was"),
        arguments("hopskipjump", "probes", 0, "probes must be from 1 to 10000, was 0"),
        arguments("hopskipjump", "gamma", 0, "gamma must be above 0 and at most 1000, was 0.0"),
        arguments(
            "hopskipjump",
            "start",
            "x",
            "start must be one of blended-noise, salt-and-pepper, was"),
        arguments("single-pixel", "pixels", 0, "pixels must be at least 1, was 0"),
        arguments("local-search", "iterations", 0, "iterations must be at least 1, was 0"),
        arguments("local-search", "trial", 0, "trial must not be 0, was 0.0"),
        arguments("local-search", "step", 2.1, "step must be above 0 and at most 2, was 2.1"),
        arguments("local-search", "changes", 0, "changes must be at least 1, was 0"),
        arguments("local-search", "reach", 0, "reach must be at least 1, was 0"),
        arguments(
            "local-search", "seed-share", 0, "seed-share must be above 0 and at most 1, was 0.0"),
        arguments("local-search", "most-seeds", 0, "most-seeds must be at least 1, was 0"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void refusesWithTheUsersMessage(String type, String key, Object value, String message) {
    assertThatThrownBy(() -> Batches.attack(type, key, value))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> Attacks.read("gradient", Options.of(Map.of())))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo("type"))
        .hasMessage("type must be one of %s, was gradient", String.join(", ", Attacks.types()));
  }
}
