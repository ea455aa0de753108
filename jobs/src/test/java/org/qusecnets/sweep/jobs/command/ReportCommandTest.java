package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep report} and what {@code sweep run} does of it. */
class ReportCommandTest {
  @TempDir private Path folder;

  @Test
  void aFolderWithoutASweepHasNoReport() {
    CommandLineRun run = CommandLineRun.of("report", folder.resolve("none").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip())
        .isEqualTo(
            "Cannot make a report of "
                + folder.resolve("none")
                + ": there is no sweep; name the folder that sweep run wrote to");
  }

  @Test
  void aSweepWithoutTablesHasNoReportYet() throws IOException {
    Files.writeString(folder.resolve("sweep.json"), "{}");
    CommandLineRun run = CommandLineRun.of("report", folder.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("it has no tables yet; let sweep run come to its end first");
  }

  @Test
  void theReportOfTheTablesThatCountIsMadeAgainWhereItIsMissingOrOfOthers() throws IOException {
    TinySweep tiny = new TinySweep(folder);
    Path out = folder.resolve("out");
    assertThat(tiny.run(out).out()).contains("Report: " + out.resolve("report.html"));
    String first = Files.readString(out.resolve("report.html"));
    assertThat(first).contains("tables-0001-");

    Files.writeString(out.resolve("report.html"), "of tables that are superseded");
    assertThat(tiny.run(out).out()).contains("Report: " + out.resolve("report.html"));
    assertThat(Files.readString(out.resolve("report.html"))).isEqualTo(first);

    Files.delete(out.resolve("report.html"));
    CommandLineRun again = CommandLineRun.of("report", out.toString(), "--master", "local[1]");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out().strip()).isEqualTo("Report: " + out.resolve("report.html"));
    assertThat(Files.readString(out.resolve("report.html"))).isEqualTo(first);
  }

  @Test
  void tablesThatCannotBeReadAreToldAndWhatToDo() throws IOException {
    Path out = folder.resolve("out");
    assertThat(new TinySweep(folder).run(out, "--benchmark-scheduler").exitCode()).isZero();
    try (var files = Files.list(out.resolve("tables/models"))) {
      for (Path file : files.toList()) {
        Files.writeString(file, "damaged");
      }
    }
    CommandLineRun run = CommandLineRun.of("report", out.toString(), "--master", "local[1]");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("Cannot make the report of " + out)
        .contains("is not as it was published; run the sweep again, sweep run ");
  }
}
