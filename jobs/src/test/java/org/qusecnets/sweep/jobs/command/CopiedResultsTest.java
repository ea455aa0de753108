package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that were copied are results, whatever the copy has made of the link to their tables. */
class CopiedResultsTest {
  @TempDir private static Path folder;
  private static TinySweep sweep;
  private static Path original;
  private static Map<String, List<String>> expected;

  @TempDir private Path other;
  private Path copy;

  @BeforeAll
  static void run() throws IOException {
    sweep = new TinySweep(folder);
    original = folder.resolve("original");
    assertThat(sweep.run(original).exitCode()).isZero();
    expected = Tables.repeatable(original);
  }

  /** With the folders that links lead to in place of the links, as {@code cp -rL} copies. */
  @BeforeEach
  void copyWithoutLinks() throws IOException {
    copy = other.resolve("copy");
    FileUtils.copyDirectory(original.toFile(), copy.toFile());
    assertThat(copy.resolve("tables")).isDirectory();
    assertThat(Files.isSymbolicLink(copy.resolve("tables"))).isFalse();
  }

  private CommandLineRun complete() throws IOException {
    CommandLineRun run = sweep.run(copy);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("This sweep is complete");
    return run;
  }

  @Test
  void aCopyOfTheTablesInPlaceOfTheLinkBecomesALinkAgain() throws IOException {
    assertThat(complete().out()).contains("its tables are in " + copy.resolve("tables"));
    assertThat(copy.resolve("tables")).isSymbolicLink();
    assertThat(Tables.repeatable(copy)).isEqualTo(expected);
  }

  @Test
  void aMissingLinkIsMadeAgain() throws IOException {
    FileUtils.deleteDirectory(copy.resolve("tables").toFile());
    assertThat(complete().out()).contains("its tables are in " + copy.resolve("tables"));
    assertThat(Tables.repeatable(copy)).isEqualTo(expected);
  }

  @Test
  void whatSomebodyElsePutThereStays() throws IOException {
    Path notes = Files.writeString(copy.resolve("tables/notes.txt"), "mine");
    assertThat(complete().out())
        .contains("its tables are in " + copy.resolve("publications/tables-0001-"));
    assertThat(notes).hasContent("mine");
  }

  @Test
  void theOnlyCopyOfTheTablesIsNotDeleted() throws IOException {
    FileUtils.deleteDirectory(copy.resolve("publications").toFile());
    CommandLineRun run = sweep.run(copy);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).doesNotContain("This sweep is complete").contains("done in ");
    assertThat(Tables.repeatable(copy)).isEqualTo(expected);
    assertThat(TinySweep.receipts(copy)).isEqualTo(TinySweep.receipts(original));
  }

  @Test
  void tablesThatAreDamagedAreMadeAgainFromWhatIsFinished() throws IOException {
    for (String table : List.of("examples", "cells", "models")) {
      Path publication = copy.resolve("tables.json");
      Path file;
      try (Stream<Path> files = Files.walk(copy.resolve("publications"))) {
        file =
            files
                .filter(path -> path.toString().contains("/" + table + "/part-"))
                .sorted()
                .reduce((first, last) -> last)
                .orElseThrow();
      }
      if (table.equals("cells")) {
        Files.delete(file);
      } else {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 500));
      }
      CommandLineRun report = CommandLineRun.of("report", copy.toString());
      assertThat(report.exitCode()).isEqualTo(2);
      assertThat(report.err())
          .startsWith("Cannot make the report of " + copy + ": ")
          .contains(file.toString())
          .contains("; run the sweep again, sweep run " + copy.resolve("effective.conf"))
          .doesNotContain("Exception");
      String former = Files.readString(publication);

      CommandLineRun run = sweep.run(copy);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("note: ", file.toString(), "the tables are made again from what is finished");
      assertThat(Files.readString(publication)).isNotEqualTo(former);
      assertThat(Tables.repeatable(copy)).isEqualTo(expected);
      assertThat(TinySweep.receipts(copy)).isEqualTo(TinySweep.receipts(original));
    }
  }

  @Test
  void aDamagedMarkOfTheTablesIsWrittenAgain() throws IOException {
    Path mark = copy.resolve("tables.json");
    Files.writeString(mark, Files.readString(mark).substring(0, 100));
    CommandLineRun run = sweep.run(copy);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Tables.repeatable(copy)).isEqualTo(expected);
    assertThat(TinySweep.receipts(copy)).isEqualTo(TinySweep.receipts(original));
  }

  @Test
  void aDamagedGridIsWrittenAgainByItsOwnSweep() throws IOException {
    Files.writeString(copy.resolve("grid.json"), "");
    CommandLineRun grown = sweep.run(copy, "--set", "seeds=[1, 2]");
    assertThat(grown.exitCode()).isEqualTo(2);
    assertThat(grown.err())
        .contains("grid.json is damaged; run the sweep that it holds first")
        .contains("sweep run " + copy.resolve("effective.conf") + " --out " + copy);
  }

  @Test
  void whatOthersPutAmongTheFilesIsLeftAlone() throws IOException {
    Path strange = Files.createDirectories(copy.resolve("work/started/@eaDir"));
    Path kept = Files.createDirectories(copy.resolve("publications/tables-0001-kept"));
    Files.delete(copy.resolve("tables.json"));
    CommandLineRun run = sweep.run(copy);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Tables.repeatable(copy)).isEqualTo(expected);
    assertThat(strange).isDirectory();
    assertThat(kept).isDirectory();
  }

  @Test
  void aCopyGrowsAsTheOriginalWould() throws IOException {
    CommandLineRun run = sweep.run(copy, "--set", "seeds=[1, 2]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(copy.resolve("tables")).isSymbolicLink();
    try (Stream<String> cells = Tables.rows(copy, "cells").stream().map(Object::toString)) {
      assertThat(cells.count()).isGreaterThan(expected.get("cells").size());
    }
  }
}
