package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sweep} makes of its environment, its arguments and how the program ends. */
class LauncherTest extends LauncherTestCase {
  @ParameterizedTest
  @CsvSource({
    "SWEEP_CORES, 0",
    "SWEEP_CORES, -1",
    "SWEEP_CORES, abc",
    "SWEEP_CORES, 1.5",
    "SWEEP_CORES, 08",
    "SWEEP_CORES, 99999999999999999999",
    "SWEEP_HEAP, 4.5g",
    "SWEEP_HEAP, 08g",
    "SWEEP_HEAP, g",
    "SWEEP_HEAP, 0g",
    "SWEEP_HEAP, 4096",
    "SWEEP_NATIVE, abcg",
    "SWEEP_NATIVE, 2k"
  })
  void valuesThatMeanNothingAreRefused(String variable, String value)
      throws IOException, InterruptedException {
    assertThat(shell(2, Map.of(variable, value), "$sweep plan x.conf"))
        .first()
        .asString()
        .startsWith(
            "Cannot run: the environment has " + variable + "=" + value + "; SWEEP_CORES is");
  }

  @ParameterizedTest
  @CsvSource({
    "list attacks, true",
    "status results/x, true",
    "--no-color check x.conf, true",
    "run status.conf, false",
    "report results/x, false"
  })
  void theOptimizingCompilerIsOnlyLeftOutWhereLittleIsComputed(String arguments, boolean leftOut)
      throws IOException, InterruptedException {
    assertThat(shell(0, Map.of(), "$sweep " + arguments).contains("-XX:TieredStopAtLevel=1"))
        .isEqualTo(leftOut);
  }

  @Test
  void allOfThemAreToldAtOnce() throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("SWEEP_CORES", "x", "SWEEP_HEAP", "y");
    assertThat(shell(2, environment, "$sweep plan x.conf").get(0))
        .contains("SWEEP_CORES=x SWEEP_HEAP=y;");
  }

  @Test
  void severalThatStartAtATimeBuildOnce() throws IOException, InterruptedException {
    Files.delete(script.resolveSibling("jobs/target/qusecnets-sweep.jar"));
    writeSources();
    Path maven = Files.createDirectories(folder.resolve("maven")).resolve("mvn");
    Files.writeString(
        maven, "#!/bin/sh\necho built >> builds\nsleep 1\n: > jobs/target/qusecnets-sweep.jar\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment =
        Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH"));

    shell(
        0,
        environment,
        "$sweep plan a.conf & first=$!; $sweep plan b.conf & second=$!;"
            + " wait $first && wait $second && $sweep plan c.conf");

    assertThat(script.resolveSibling("builds")).hasContent("built");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX", "de_DE.ISO-8859-1", "tr_TR.UTF-8", "nonsense"})
  void theLocaleIsUtf8WhateverItIs(String locale) throws IOException, InterruptedException {
    assertThat(shell(0, Map.of("LC_ALL", locale, "LANG", locale), "$sweep plan x.conf").get(0))
        .matches("LC_ALL=(C|en_US)\\.(UTF-8|utf8)");
  }

  @Test
  void namesThatNoLocaleOfTheMachineHasAreTold() throws IOException, InterruptedException {
    Path locale = Files.createDirectory(folder.resolve("locales")).resolve("locale");
    Files.writeString(
        locale, "#!/bin/sh\ncase $1 in -a) echo C; echo POSIX ;; *) echo ASCII ;; esac\n");
    assertThat(locale.toFile().setExecutable(true)).isTrue();
    Map<String, String> poor = Map.of("PATH", locale.getParent() + ":" + System.getenv("PATH"));
    assertThat(shell(2, poor, "$sweep plan größe.conf"))
        .singleElement()
        .asString()
        .startsWith("Cannot run: this machine has no locale in UTF-8");
    assertThat(shell(0, poor, "$sweep plan x.conf")).contains("plan", "x.conf");
  }

  @Test
  void colonsSeparateFilesInTheClassPath() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("a:b.jar"), "PK");
    assertThat(shell(2, Map.of(), "$sweep list attacks --jars a:b.jar"))
        .singleElement()
        .asString()
        .startsWith("Cannot run: there is a colon in the name of the plug-in a:b.jar");
    Files.move(script.getParent(), folder.resolve("pro:gram"));
    assertThat(shell(2, Map.of(), "pro:gram/sweep plan x.conf"))
        .singleElement()
        .asString()
        .startsWith("Cannot run: there is a colon in the name of its folder, ");
  }

  @Test
  void jarsOfPluginsAreInTheClassPath() throws IOException, InterruptedException {
    for (String jar : List.of("a b.jar", "c.jar", "d.jar")) {
      Files.writeString(folder.resolve(jar), "PK");
    }
    List<String> started =
        shell(0, Map.of("SWEEP_PLUGINS", ":d.jar"), "$sweep list attacks --jars 'a b.jar,c.jar'");
    assertThat(started).anyMatch(argument -> argument.endsWith("/jars/*:d.jar:a b.jar:c.jar"));
    assertThat(shell(0, Map.of(), "$sweep list attacks --jars=c.jar"))
        .anyMatch(argument -> argument.endsWith("/jars/*:c.jar"));
    assertThat(shell(2, Map.of(), "$sweep list attacks --jars gone.jar"))
        .containsExactly(
            "Cannot run: there is no plug-in gone.jar; --jars names jars with commas between them");
    Files.writeString(folder.resolve("text.jar"), "text");
    assertThat(shell(2, Map.of(), "$sweep list attacks --jars text.jar"))
        .containsExactly(
            "Cannot run: the plug-in text.jar is no jar; --jars names jars with commas between them");
  }

  @Test
  void theCacheOfNativeLibrariesIsWhereItIsAskedFor() throws IOException, InterruptedException {
    Path cache = folder.resolve("some/where");
    assertThat(shell(0, Map.of("SWEEP_CACHE", cache.toString()), "$sweep plan x.conf"))
        .contains("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    assertThat(shell(2, Map.of("SWEEP_CACHE", "/proc/nowhere"), "$sweep plan x.conf"))
        .containsExactly(
            "Cannot run: the folder /proc/nowhere cannot be written; SWEEP_CACHE names it");
    assertThat(shell(0, Map.of("HOME", "/nowhere"), "$sweep plan x.conf"))
        .anyMatch(
            argument ->
                argument.matches("-Dorg.bytedeco.javacpp.cachedir=/.*/qusecnets-sweep-\\d+"));
  }

  @Test
  void itIsFoundThroughLinksAndInFoldersWithSpaces() throws IOException, InterruptedException {
    Path moved = folder.resolve("pro gram [é]");
    Files.move(script.getParent(), moved);
    Files.createSymbolicLink(folder.resolve("link"), Path.of("pro gram [é]/sweep"));
    assertThat(shell(0, Map.of(), "./link plan x.conf"))
        .anyMatch(argument -> argument.startsWith(moved + "/jobs/target/qusecnets-sweep.jar:"));
  }

  @Test
  void withoutMavenTheFormerProgramRunsThoughItsSourcesHaveChanged()
      throws IOException, InterruptedException {
    writeSources();
    Path links = withoutMaven();
    List<String> told = shell(0, Map.of("PATH", links.toString()), "$sweep plan x.conf");
    FileUtils.deleteDirectory(links.toFile());
    assertThat(told)
        .anyMatch(
            line ->
                line.startsWith("note: the sources are not those that the program was built from"));
  }

  /** Sources that the program was not built from. */
  private void writeSources() throws IOException {
    for (String source :
        List.of("pom.xml", "common/pom.xml", "common/src/main/A", "jobs/pom.xml")) {
      Path file = script.resolveSibling(source);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "source");
    }
    Files.createDirectories(script.resolveSibling("jobs/src/main"));
  }

  /** Links to all programs but Maven. */
  private Path withoutMaven() throws IOException {
    Path links = Files.createDirectory(folder.resolve("bin"));
    for (String place : System.getenv("PATH").split(":", -1)) {
      if (Files.isDirectory(Path.of(place))) {
        try (Stream<Path> programs = Files.list(Path.of(place))) {
          for (Path program : programs.toList()) {
            Path link = links.resolve(program.getFileName());
            if (!link.endsWith("mvn") && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
              Files.createSymbolicLink(link, program);
            }
          }
        }
      }
    }
    return links;
  }

  @Test
  void aProgramThatDiesAgainAndAgainIsNotStartedForEver() throws IOException, InterruptedException {
    Path java = folder.resolve("java/bin/java");
    Files.writeString(java, JAVA + "exit 134\n");
    List<String> told = shell(134, Map.of(), "$sweep run x.conf");
    assertThat(told).filteredOn(line -> line.startsWith("The program was killed")).hasSize(9);
    assertThat(told.get(told.size() - 1))
        .startsWith("Cannot go on: the program has died 10 times (exit code 134)");
  }

  @Test
  void theRunReadsTheUsersStandardInput() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("java/bin/java"), JAVA + "cat\n");
    assertThat(shell(0, Map.of(), "echo 'name = tiny' | $sweep run /dev/stdin"))
        .endsWith("name = tiny");
    assertThat(shell(0, Map.of(), "$sweep run x.conf <&-")).contains("run", "x.conf");
  }

  @Test
  void whatUsesUpItsProcessorTimeIsTold() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("java/bin/java"), JAVA + "kill -XCPU $$\n");
    List<String> told = shell(152, Map.of(), "$sweep run x.conf");
    assertThat(told.get(told.size() - 1))
        .startsWith("Cannot go on: the program has used up the processor time");
  }

  @Test
  void whatMavenHasBuiltByItselfIsNotBuiltAgain() throws IOException, InterruptedException {
    writeSources();
    Files.delete(script.resolveSibling("jobs/target/sweep-built"));
    Path jar = script.resolveSibling("jobs/target/qusecnets-sweep.jar");
    Path maven = Files.createDirectories(folder.resolve("maven")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho built\nexit 1\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment =
        Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH"));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(shell(0, environment, "$sweep plan x.conf")).contains("plan", "x.conf");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(3600)));
    assertThat(shell(2, environment, "$sweep plan x.conf")).contains("built");
  }

  @Test
  void whoeverKilledItIsSuspectedOfWantingItsMemory() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("java/bin/java"), JAVA + "kill -9 $$\n");
    List<String> told = shell(137, Map.of(), "$sweep run x.conf");
    assertThat(told.get(told.size() - 1))
        .startsWith("Cannot go on: the program was killed from outside (exit code 137)")
        .contains("lower SWEEP_CORES");
  }
}
