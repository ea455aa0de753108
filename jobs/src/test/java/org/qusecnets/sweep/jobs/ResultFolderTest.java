package org.qusecnets.sweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;

class ResultFolderTest {
  @TempDir private Path folder;

  private Path out() {
    return folder.resolve("results");
  }

  private SweepConfiguration sweep() throws IOException {
    return SweepConfiguration.read(
        SmallSweep.write(folder), List.of(), DatasetCatalog.registered());
  }

  private void publish(String content) throws IOException {
    SweepConfiguration sweep = sweep();
    try (ResultFolder results = ResultFolder.of(out(), Grid.of(sweep))) {
      results.open(sweep);
      Files.writeString(results.stagedResilience(sweep).resolve("report.txt"), content);
      results.publishResilience();
    }
  }

  @Test
  void anAnalysisReplacesTheFormerOneAsAWhole() throws IOException {
    publish("first");
    Files.writeString(out().resolve("resilience/of-the-first"), "");

    publish("second");

    assertThat(out().resolve("resilience/report.txt")).hasContent("second");
    assertThat(out().resolve("resilience").toFile().list())
        .containsExactlyInAnyOrder("report.txt", "effective.conf");
    assertThat(out().resolve("resilience/effective.conf")).hasContent(sweep().effective());
    assertThat(out().toFile().list())
        .containsExactlyInAnyOrder(
            "sweep.json", "effective.conf", "grid.json", "models", "resilience");
  }

  @Test
  void anAnalysisThatAKilledRunWasAboutToReplaceComesBack() throws IOException {
    publish("first");
    Files.move(out().resolve("resilience"), out().resolve(".staged-former-resilience"));
    Files.createDirectories(out().resolve(".staged-resilience"));

    SweepConfiguration sweep = sweep();
    try (ResultFolder results = ResultFolder.of(out(), Grid.of(sweep))) {
      results.open(sweep);
    }

    assertThat(out().resolve("resilience/report.txt")).hasContent("first");
    assertThat(out().toFile().list()).noneMatch(name -> name.startsWith(".staged"));
  }

  @Test
  void whatIsCompleteIsLeftAsItIs() throws IOException {
    SweepConfiguration sweep = sweep();
    try (ResultFolder results = ResultFolder.of(out(), Grid.of(sweep))) {
      results.open(sweep);
      Files.createDirectories(results.stagedTable("cells"));
      results.publish();
    }
    Files.writeString(out().resolve("effective.conf"), "as it was run");

    try (ResultFolder results = ResultFolder.of(out(), Grid.of(sweep))) {
      assertThat(results.isComplete()).isTrue();
      results.open(sweep);
    }

    assertThat(out().resolve("effective.conf")).hasContent("as it was run");
  }
}
