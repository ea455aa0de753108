package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
      Set.of(
          "attacks-as-in-papers.conf", "defaults.conf", "paper-shared.conf", "strong-shared.conf");

  /** What needs images of a user's own: {@link GuideTest} makes them. */
  private static final Set<String> OWN_IMAGES = Set.of("own-data.conf", "own-model.conf");

  /** The others that have claims are of the paper. */
  private static final Set<String> WITH_CLAIMS = Set.of("own-network");

  static List<Path> sweeps() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".conf"))
          .filter(file -> !SHARED.contains(file.getFileName().toString()))
          .filter(file -> !OWN_IMAGES.contains(file.getFileName().toString()))
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
  void onlySweepsOfThePaperAndOfNetworksHaveClaims(Path file) {
    SweepConfiguration sweep =
        ConfigurationReader.read(file, List.of(), DatasetCatalog.registered());
    boolean hasClaims = sweep.name().startsWith("paper-") || WITH_CLAIMS.contains(sweep.name());

    assertThat(sweep.claims().isEmpty()).isEqualTo(!hasClaims);
  }

  /** Defaults change; what a paper had does not. */
  @Test
  void attacksOfPapersSayWhatTheirPapersHad(@TempDir Path folder) throws IOException {
    Path papers = FOLDER.resolve("attacks-as-in-papers.conf").toAbsolutePath().normalize();
    Set<String> names =
        ConfigFactory.parseFile(papers.toFile()).getConfig("definitions").root().keySet();
    StringBuilder text = new StringBuilder("include file(\"" + papers + "\")\n");
    text.append("datasets = [{ name = mnist }]\ndefenses = [{ type = none }]\nseeds = [1]\n");
    text.append("attacks = [\n");
    names.forEach(name -> text.append("${definitions." + name + "} { epsilons = [0.3] }\n"));
    Path file = Files.writeString(folder.resolve("papers.conf"), text + "]\n");

    Grid grid = Grid.of(ConfigurationReader.read(file, List.of(), DatasetCatalog.registered()));

    assertThat(grid.cells()).hasSameSizeAs(names);
    assertThat(grid.cells().stream().map(cell -> cell.attack().parameters()))
        .anySatisfy(
            madry ->
                assertThat(madry)
                    .containsEntry("start", "random")
                    .containsEntry("iterations", 40)
                    .containsEntry("step-size", 1.0 / 30))
        .anySatisfy(
            tutorial ->
                assertThat(tutorial)
                    .containsEntry("search-steps", 1)
                    .containsEntry("iterations", 100)
                    .containsEntry("learning-rate", 0.1));
  }
}
