package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.OptionDescription;
import org.qusecnets.sweep.options.Options;

class AttackOptionsTest {
  static Stream<String> types() {
    return Attacks.types().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyOptionIsDescribedInASentence(String type) {
    assertThat(Attacks.declaration(type).options())
        .isNotEmpty()
        .allSatisfy(
            option -> {
              assertThat(option.says()).matches("[A-Z].*\\.");
              assertThat(option.otherwise()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("types")
  void parametersAreAmongTheOptions(String type) {
    assertThat(Attacks.declaration(type).options())
        .extracting(OptionDescription::key)
        .containsAll(Attacks.read(type, Options.of(Map.of())).parameters().keySet())
        .doesNotHaveDuplicates();
  }

  static Stream<Attack> quick() {
    return AttackTable.quick().stream();
  }

  @ParameterizedTest
  @MethodSource("quick")
  void isReadBackFromItsParameters(Attack attack) {
    assertThat(Attacks.read(attack.type(), Options.of(attack.parameters()))).isEqualTo(attack);
  }

  /** Names of options in the wrong order would give another message, or none. */
  @ParameterizedTest
  @MethodSource("types")
  void recordsCheckThemselvesLikeConfigurations(String type) {
    for (OptionDescription option : Attacks.declaration(type).options()) {
      if (!option.range().isEmpty()) {
        int wrong = option.range().equals("not 0") ? 0 : -1_000_000_000;
        assertThatThrownBy(() -> Batches.attack(type, option.key(), wrong))
            .isInstanceOfSatisfying(
                InvalidOption.class, e -> assertThat(e.key()).isEqualTo(option.key()));
      }
    }
  }
}
