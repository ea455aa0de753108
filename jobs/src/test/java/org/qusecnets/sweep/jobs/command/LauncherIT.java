package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sweep} for users, groups and locales of all kinds. */
class LauncherIT {
  /** A user and a group that no machine knows. */
  private static final int NOBODY = 54321;

  @TempDir private static Path folder;
  private static Installation installation;

  @BeforeAll
  static void install() throws IOException {
    installation = Installation.in(folder.resolve("größer"), List.of());
    for (Path place : List.of(folder, folder.resolve("größer"))) {
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @AfterAll
  static void remove() throws IOException {
    installation.close();
  }

  private static String shell(Map<String, String> environment, String command)
      throws IOException, InterruptedException {
    return shell(0, environment, command);
  }

  private static String shell(int exitCode, Map<String, String> environment, String command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.environment().put("sweep", installation.script().toString());
    builder.environment().put("SWEEP_CORES", "1");
    builder.environment().putAll(environment);
    try (SweepProcess process = SweepProcess.start(folder, builder)) {
      assertThat(process.await()).as(process.log()).isEqualTo(exitCode);
      return process.log();
    }
  }

  @Test
  void namesOfFilesAreRightInEveryLocale() throws IOException, InterruptedException {
    Path place = Files.createDirectory(folder.resolve("süß 東京"));
    Files.copy(ProcessSweep.faulty(folder, 10), place.resolve("größe.conf"));
    String told =
        shell(
            Map.of("LC_ALL", "C", "LANG", "C"),
            "cd 'süß 東京' && mkdir 't m%20p#' && TMPDIR='t m%20p#' \"$sweep\" run größe.conf"
                + " --set name=tiny --out ergebnis-ü --data-dir daten-ü");
    Path out = place.resolve("ergebnis-ü");
    assertThat(told).contains("Tables: " + out.resolve("tables"));
    assertThat(Tables.rows(out, "cells")).isNotEmpty();
  }

  @Test
  void messagesAreTheSameInEveryLanguage() throws IOException, InterruptedException {
    Path configuration = ProcessSweep.faulty(folder, 10);
    String plan = "\"$sweep\" plan " + configuration + " 2>/dev/null";
    String expected = shell(Map.of(), plan);
    for (String language : List.of("ar -Duser.country=EG", "de", "tr", "th", "hi")) {
      String options = "JAVA_TOOL_OPTIONS='-Duser.language=" + language + "' ";
      assertThat(shell(Map.of(), options + plan)).as(language).isEqualTo(expected);
    }
  }

  @Tag("endurance")
  @Test
  void aUserWithoutANameRunsInAFolderOfTheGroup() throws IOException, InterruptedException {
    assumeTrue(
        "root".equals(System.getProperty("user.name"))
            && Files.isExecutable(Path.of("/usr/bin/setpriv"))
            && isOpenToAll(SweepProcess.JAR),
        "only root can become another user, and only where the program can be read by all");
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path configuration = ProcessSweep.faulty(shared, 10);
    String asNobody =
        "setpriv --reuid=%d --regid=%d --clear-groups env HOME=/nowhere TMPDIR=%s sh -c "
            .formatted(NOBODY, NOBODY, Files.createDirectory(shared.resolve("temporary")));
    shell(
        Map.of(),
        "chgrp -R %d shared && chmod -R g+rwX shared && chmod g+s shared".formatted(NOBODY));
    Path out = shared.resolve("results");
    String run = "\"$sweep\" run " + configuration + " --out " + out;

    shell(Map.of(), "umask 002; " + run);
    String grown =
        shell(Map.of("run", "umask 002; " + run + " --set 'seeds=[3, 4]'"), asNobody + "\"$run\"");

    assertThat(grown).contains("Tables: " + out.resolve("tables"));
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .matches(Files.isDirectory(file) ? "rwxrwx..." : "rw-rw-..."));
    }
  }

  @Test
  void whatSparkWouldEndTheProgramOverIsToldBefore() throws IOException, InterruptedException {
    Path configuration = ProcessSweep.faulty(folder, 10);
    String told =
        shell(
            Main.USER_ERROR,
            Map.of("SPARK_LOCAL_IP", "192.0.2.1", "SPARK_LOCAL_DIRS", "/dev/null/x"),
            "\"$sweep\" run " + configuration + " --out environment");
    assertThat(told)
        .contains(
            "Cannot start Spark: SPARK_LOCAL_IP is 192.0.2.1, which is no address of this machine",
            "and no folder of /dev/null/x can be written (SPARK_LOCAL_DIRS); correct or unset that")
        .doesNotContain("\tat ");
  }

  @Tag("endurance")
  @Test
  void tooFewThreadsAreToldBeforeTheWork() throws IOException, InterruptedException {
    assumeTrue(
        "root".equals(System.getProperty("user.name"))
            && Files.isExecutable(Path.of("/usr/bin/setpriv"))
            && isOpenToAll(SweepProcess.JAR),
        "root has no such limit and can become another user");
    Path place = Files.createDirectory(folder.resolve("threads"));
    Path configuration = ProcessSweep.faulty(place, 10);
    String told =
        shell(
            Main.USER_ERROR,
            Map.of(),
            "chown -R %1$d:%1$d threads && prlimit --nproc=70 setpriv --reuid=%1$d --regid=%1$d"
                    .formatted(NOBODY)
                + " --clear-groups env HOME=/nowhere TMPDIR=%s %s run %s --out %s"
                    .formatted(place, installation.script(), configuration, place.resolve("out")));
    assertThat(told)
        .containsPattern("Cannot run in .*: \\d+ more threads can be started, and it needs 64 ")
        .doesNotContain("\tat ");
  }

  private static boolean isOpenToAll(Path file) throws IOException {
    for (Path place = file.toRealPath(); place != null; place = place.getParent()) {
      String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(place));
      if (!permissions.matches(Files.isDirectory(place) ? ".{8}x" : ".{6}r..")) {
        return false;
      }
    }
    return true;
  }
}
