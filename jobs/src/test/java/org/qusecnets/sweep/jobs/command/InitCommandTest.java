package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  @TempDir private Path folder;

  @Test
  void whatItWritesIsValidAndNamedAfterItsFile() throws IOException {
    Path file = folder.resolve("first.conf");
    CommandLineRun init = CommandLineRun.of("init", file.toString());
    assertThat(init.exitCode()).as(init.err()).isZero();
    assertThat(init.out()).startsWith("Wrote " + file).contains("  sweep check " + file);
    assertThat(Files.readString(file).lines()).allMatch(line -> line.length() <= 80);

    CommandLineRun check = CommandLineRun.of("check", file.toString());

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.out()).startsWith("first is valid: 12 cells, 4 models, 4 attack units");
  }

  @Test
  void whatItLeavesToUncommentIsValidToo() throws IOException {
    Path file = folder.resolve("first.conf");
    CommandLineRun.of("init", file.toString());
    Files.writeString(
        file, Files.readString(file).replaceAll("(?m)^( *)# (?=[{\\[]|name = )", "$1"));

    CommandLineRun check = CommandLineRun.of("check", file.toString());

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.out()).startsWith("first is valid: 45 cells, 5 models, ");
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.conf"), "name = mine");

    CommandLineRun refused = CommandLineRun.of("init", file.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualToIgnoringNewLines(
            "Cannot write " + file + ": it is there already; name another file");
    assertThat(refused.out()).isEmpty();
    assertThat(file).hasContent("name = mine");
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() {
    Path file = folder.resolve("nowhere").resolve("first.conf");

    CommandLineRun refused = CommandLineRun.of("init", file.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualToIgnoringNewLines(
            "Cannot write " + file + ": its folder is not there; make that or name another file");
    assertThat(folder).isEmptyDirectory();
  }
}
