package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code sweep}, with a program in place of Java that prints how it was started. */
abstract class LauncherTestCase {
  static final String JAVA =
      """
      #!/bin/sh
      case "$*" in *-version*) echo 'openjdk version "17.0.1"' >&2; exit 0;; esac
      echo "LC_ALL=$LC_ALL"
      printf '%s\\n' "$@"
      """;

  @TempDir Path folder;
  Path script;

  /** A program that is built, without sources, and a Java. */
  @BeforeEach
  void install() throws IOException {
    script = Files.createDirectory(folder.resolve("program")).resolve("sweep");
    Files.copy(Path.of("../sweep"), script, StandardCopyOption.COPY_ATTRIBUTES);
    Path target = Files.createDirectories(script.resolveSibling("jobs/target/spark/jars"));
    Files.createFile(target.resolve("../../qusecnets-sweep.jar"));
    Files.createFile(target.resolve("../../sweep-built"));
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(java, JAVA);
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  /** What a command of a shell prints, in which the script is {@code $sweep}. */
  List<String> shell(int exitCode, Map<String, String> environment, String command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("sweep", script.toString());
    builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isEqualTo(exitCode);
    return lines;
  }
}
