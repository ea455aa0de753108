package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;

/** The sweeps that come with the program. */
class ConfFolderTest {
  private static final Path FOLDER = Path.of("../conf");

  /** What others include. */
  private static final Set<String> SHARED =
      Set.of("defaults.conf", "paper-shared.conf", "strong-shared.conf");

  static List<Path> sweeps() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".conf"))
          .filter(file -> !SHARED.contains(file.getFileName().toString()))
          .filter(file -> !file.getFileName().toString().startsWith("spark-"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void isValidAndNamedAfterItsFile(Path file) {
    SweepConfiguration sweep =
        ConfigurationReader.read(file, List.of(), DatasetCatalog.registered());

    assertThat(file.getFileName()).hasToString(sweep.name() + ".conf");
    assertThat(Grid.of(sweep).cells()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void onlySweepsOfThePaperHaveClaims(Path file) {
    SweepConfiguration sweep =
        ConfigurationReader.read(file, List.of(), DatasetCatalog.registered());
    boolean ofThePaper = sweep.name().startsWith("paper-");

    assertThat(sweep.claims().isEmpty()).isEqualTo(!ofThePaper);
  }
}
