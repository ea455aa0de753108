package org.qusecnets.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.defense.Defenses;

/** Attacks and defenses say which paper they follow. */
class PaperLinksTest {
  private static final String RECORD =
      "(?s).*\\nrecord .*?\\bimplements (Attack|\\w*Defense|StraightThrough|NoisyImages)\\b.*";
  private static final Path SOURCES = Path.of("src/main/java/org/qusecnets/sweep");

  static Stream<String> attacks() {
    return Attacks.types().stream();
  }

  static Stream<String> defenses() {
    return Defenses.types().stream();
  }

  static List<Path> classes() throws IOException {
    try (Stream<Path> attacks = Files.list(SOURCES.resolve("attack"));
        Stream<Path> defenses = Files.list(SOURCES.resolve("defense"))) {
      return Stream.concat(attacks, defenses)
          .filter(Files::isRegularFile)
          .filter(PaperLinksTest::isAttackOrDefense)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void attacksDeclareTheirSource(String type) {
    assertThat(Attacks.declaration(type).says()).isNotBlank();
    assertThat(Attacks.declaration(type).source()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("defenses")
  void defensesDeclareTheirSource(String type) {
    assertThat(Defenses.declaration(type).says()).isNotBlank();
    assertThat(Defenses.declaration(type).source()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("classes")
  void classesLinkTheirPaper(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(text.substring(0, text.indexOf("\nrecord ")))
        .as("Javadoc of %s", file.getFileName())
        .contains("@see <a href=\"https://");
  }

  @Test
  void noClassIsOverlooked() throws IOException {
    int sharedByBimAndPgd = 1;

    assertThat(classes())
        .hasSize(Attacks.types().size() + Defenses.types().size() - sharedByBimAndPgd);
  }

  /** A combination is no defense of its own. */
  private static boolean isAttackOrDefense(Path file) {
    try {
      return !file.endsWith("Combination.java") && Files.readString(file).matches(RECORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
