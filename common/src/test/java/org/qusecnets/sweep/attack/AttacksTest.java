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
   * @param given what a configuration gives, no more than it must
   * @param parameters what comes of it, defaults included
   */
  record Row(String type, Map<String, Object> given, Map<String, Object> parameters) {}

  private static final List<Row> ROWS = List.of(new Row("fgsm", Map.of(), Map.of()));

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
