package org.qusecnets.sweep.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.command.SmallSweep;
import org.qusecnets.sweep.jobs.publication.Publication;
import org.qusecnets.sweep.jobs.publication.PublicationFolder;

class ResultFolderTest {
  @TempDir private Path folder;

  private Path out() {
    return folder.resolve("results");
  }

  private SweepConfiguration sweep(String... overrides) throws IOException {
    return ConfigurationReader.read(
        SmallSweep.write(folder), List.of(overrides), DatasetCatalog.registered());
  }

  /** As commands do. */
  private void open(SweepConfiguration sweep) {
    try (ResultFolder results = ResultFolder.of(out().toString(), Grid.of(sweep))) {
      results.open(sweep, () -> {});
      new PublicationFolder(results).tidy();
    }
  }

  @Test
  void anAnalysisReplacesTheFormerOneAsAWhole() throws IOException {
    SweepConfiguration sweep = sweep();
    Grid grid = Grid.of(sweep);
    for (String content : List.of("first", "second")) {
      try (ResultFolder results = ResultFolder.of(out().toString(), grid)) {
        results.open(sweep, () -> {});
        Storage storage = results.storage();
        String next = Publication.next(storage, Publication.RESILIENCE);
        storage.write(next + "/" + content + ".txt", content.getBytes(StandardCharsets.UTF_8));
        Publication.publish(storage, Publication.RESILIENCE, next, grid.id(), Map.of());
      }
    }

    assertThat(out().resolve("resilience").toFile().list()).containsExactly("second.txt");
    assertThat(out().toFile().list())
        .containsExactlyInAnyOrder(
            "sweep.json",
            "effective.conf",
            "grid.json",
            "models",
            "publications",
            "resilience",
            "resilience.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seeds=[7, 8]",
        "attacks=[{type=fgsm, epsilons=[0.1, 0.2]}]",
        "defenses=[{type=none}, {type=bit-depth, bits=1}]",
        "certificates=[{type=crown, epsilons=[0.1]}]",
      })
  void aGridMayGrow(String grown) throws IOException {
    String[] small = {"attacks=[{type=fgsm, epsilons=[0.1]}]", "defenses=[{type=none}]"};
    open(sweep(small));
    SweepConfiguration larger = sweep(small[0], small[1], grown);
    open(larger);
    assertThat(out().resolve("effective.conf")).hasContent(larger.effective());
    assertThatThrownBy(() -> open(sweep(small)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it holds the results of another grid")
        .hasMessageContaining("cells are not in this one");
  }

  @Test
  void whatIsCertifiedIsNotForgotten() throws IOException {
    String certified = "certificates=[{type=crown, epsilons=[0.1]}]";
    open(sweep(certified));
    open(sweep("certificates=[{type=crown, epsilons=[0.1, 0.2]}]"));

    assertThatThrownBy(() -> open(sweep(certified)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cells are not in this one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.epochs=2", "seeds=[8]", "evaluation.chunk-size=25"})
  void anotherGridIsRefused(String other) throws IOException {
    open(sweep());
    assertThatThrownBy(() -> open(sweep(other)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it holds the results of another grid");
  }

  @Test
  void whatAKilledRunHasLeftIsTidiedUp() throws IOException {
    open(sweep());
    Files.createDirectories(out().resolve("publications/tables-0001-0123abcd/cells"));
    Files.writeString(out().resolve(Storage.STAGED + "x"), "half");
    open(sweep());
    assertThat(out().resolve("publications")).isEmptyDirectory();
    assertThat(out().resolve(Storage.STAGED + "x")).doesNotExist();
  }
}
