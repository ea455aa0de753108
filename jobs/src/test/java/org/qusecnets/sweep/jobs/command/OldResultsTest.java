package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/**
 * A result folder of version 0.1.0, without its examples, models and work: this program says that
 * it is too old, and what to do.
 */
class OldResultsTest {
  private static final Path RESULTS = Path.of("src", "test", "resources", "results-of-0.1.0");

  @TempDir private Path folder;
  private Path old;

  @BeforeEach
  void copy() throws IOException {
    old = folder.resolve("old");
    try (Stream<Path> files = Files.walk(RESULTS)) {
      for (Path file : files.toList()) {
        Files.copy(file, old.resolve(RESULTS.relativize(file).toString()));
      }
    }
    Files.createSymbolicLink(
        old.resolve("tables"), Path.of("publications", "tables-0001-fc61d50b"));
  }

  @Test
  void reportsAreRefused() {
    CommandLineRun run = CommandLineRun.of("report", old.toString(), "--master", "local[1]");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().strip())
        .isEqualTo("Cannot make a report of " + old + tooOld(CellRow.SCHEMA, 4));
    assertThat(old.resolve("report.html")).doesNotExist();
  }

  @Test
  void estimatesAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.conf"), TinySweep.CONFIGURATION);
    CommandLineRun run = CommandLineRun.of("plan", file.toString(), "--estimates", old.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().strip())
        .isEqualTo("Cannot take estimates from " + old + tooOld(ModelRow.SCHEMA, 3));
  }

  private static String tooOld(TableSchema table, int version) {
    return ": its table %s has version %d of its columns, and this program reads version %d; use the version of the program that wrote it, or run the sweep again into another folder"
        .formatted(table.name(), version, table.version());
  }
}
