package org.qusecnets.sweep.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.grid.Threat;
import org.qusecnets.sweep.recipe.SubstituteOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

class RenamedTest {
  private static List<Declaration<?>> declarations() {
    return Stream.of(
            Attacks.types().stream().map(Attacks::declaration),
            Defenses.types().stream().map(Defenses::declaration),
            Stream.of(
                Threat.DECLARATION, TrainingOptions.DECLARATION, SubstituteOptions.DECLARATION))
        .<Declaration<?>>flatMap(some -> some)
        .toList();
  }

  private static Map<String, Set<String>> choices() {
    return OptionDescription.choices(declarations().stream());
  }

  static List<Renamed.OldKey> keys() {
    return Renamed.KEYS;
  }

  static List<Renamed.OldValue> values() {
    return Renamed.VALUES;
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anOldKeyHasAnOptionOfItsNewNameOnly(Renamed.OldKey key) {
    assertThat(choices()).containsKey(key.now()).doesNotContainKey(key.old());
    assertThat(Renamed.key(key.old(), choices().keySet())).contains(key.now());
    assertThat(Renamed.key(key.old(), Set.of("other"))).isEmpty();
    assertThat(Renamed.key(key.now(), choices().keySet())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("values")
  void anOldValueIsAChoiceOfItsNewNameOnly(Renamed.OldValue value) {
    assertThat(choices().get(value.key())).contains(value.now()).doesNotContain(value.old());
    assertThat(Renamed.value(value.key(), value.now())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("values")
  void anOldValueIsRefusedWithTheNewOneNamed(Renamed.OldValue value) {
    List<String> messages =
        declarations().stream()
            .filter(
                declaration ->
                    declaration.options().stream()
                        .anyMatch(
                            option ->
                                option.key().equals(value.key())
                                    && option.choices().contains(value.now())))
            .flatMap(
                declaration ->
                    declaration
                        .reading(Options.of(Map.of(value.key(), value.old())))
                        .problems()
                        .stream())
            .filter(problem -> problem.key().equals(value.key()))
            .map(InvalidOption::getMessage)
            .toList();

    assertThat(messages)
        .isNotEmpty()
        .allSatisfy(
            message ->
                assertThat(message)
                    .endsWith(
                        "was \"%s\", which is called %s now".formatted(value.old(), value.now())));
  }

  @Test
  void hoconMakesABooleanOfAnOldValue() {
    assertThat(Renamed.value("labels", true)).contains("true-label");
  }
}
