package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.store.UnitResult;

/** A sweep of 100,000 cells without its work: all that the program itself does about them. */
@Tag("endurance")
class SchedulerBenchmarkIT {
  private static final Path SPARK_HOME = Path.of(System.getProperty("sweep.spark.home"));
  private static final Path JAR = Path.of(System.getProperty("sweep.jar"));
  private static final int PATIENCE_MINUTES = 20;

  private static final int DEFENSES = 20;
  private static final int ATTACKS = 10;
  private static final int EPSILONS = 10;
  private static final int SEEDS = 50;
  private static final int MODELS = DEFENSES * SEEDS;
  private static final int CELLS = MODELS * ATTACKS * EPSILONS;
  private static final int UNITS = MODELS * ATTACKS;

  private static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, test-images = 100 } ]
      training { epochs = 1 }
      definitions {
        epsilons = [0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.21, 0.24, 0.27, 0.3]
      }
      defenses = [
        { type = none }
        { type = cq, levels = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20] }
      ]
      attacks = [
        { type = fgsm, epsilons = ${definitions.epsilons} }
        { type = bim, iterations = [5, 10, 20], epsilons = ${definitions.epsilons} }
        { type = pgd, iterations = [5, 10, 20, 40], epsilons = ${definitions.epsilons} }
        { type = random-noise, distribution = uniform, epsilons = ${definitions.epsilons} }
        { type = deepfool, norm = linf, epsilons = ${definitions.epsilons} }
      ]
      seeds = [%s]
      """
          .formatted(
              IntStream.rangeClosed(1, SEEDS)
                  .mapToObj(String::valueOf)
                  .collect(Collectors.joining(", ")));

  @TempDir private Path folder;

  private String run(Path out) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "sweep", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.addAll(List.of("-Xmx2g", "-Dspark.ui.enabled=false"));
    command.addAll(List.of("-cp", JAR + ":" + SPARK_HOME + "/jars/*", Main.class.getName()));
    command.addAll(
        List.of("run", folder.resolve("benchmark.conf").toString(), "--benchmark-scheduler"));
    command.addAll(List.of("--out", out.toString(), "--master", "local[2]"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(log);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  @Test
  void aHundredThousandCellsArePlannedScheduledPublishedAndResumed()
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("benchmark.conf"), CONFIGURATION);
    Path out = folder.resolve("results");

    assertThat(run(out))
        .contains("benchmark: 100,000 cells, 1,000 models, 10,000 attack units")
        .contains("1,000 models and 10,000 units done in ");
    assertThat(benchmarkCells(out)).isEqualTo(CELLS);
    List<String> receipts = TinySweep.receipts(out);
    assertThat(receipts).as("of trainings, clean images, attacks").hasSize(2 * MODELS + UNITS);

    TinySweep.unpublish(out);
    assertThat(run(out)).contains("1,000 models and 10,000 units done in ");
    assertThat(benchmarkCells(out)).isEqualTo(CELLS);
    assertThat(TinySweep.receipts(out)).isEqualTo(receipts);
  }

  private static long benchmarkCells(Path out) {
    return Tables.rows(out, "cells").stream()
        .filter(cell -> cell.<String>getAs("status").equals(UnitResult.BENCHMARK))
        .count();
  }
}
