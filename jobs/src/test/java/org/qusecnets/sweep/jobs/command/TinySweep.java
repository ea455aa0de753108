package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.publication.Publisher;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.run.RunOptions;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.run.SweepEngine;
import org.qusecnets.sweep.jobs.run.SweepState;
import org.qusecnets.sweep.jobs.run.WorkLimits;
import org.qusecnets.sweep.jobs.run.WorkUnit;
import org.qusecnets.sweep.jobs.store.Receipt;
import org.qusecnets.sweep.jobs.store.ResultFolder;

/** A sweep of seconds, for tests of what becomes of its files. */
public record TinySweep(Path folder) {
  public static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 100, test-images = 20 } ]
      # The bundled data and little to compute: what is tested is what becomes of files.
      network { architecture = mlp-200-200 }
      training { epochs = 1, batch-size = 50 }
      defenses = [ { type = none }, { type = cq, levels = 2 } ]
      attacks = [
        { type = fgsm, epsilons = [0.1, 0.3] }
        { type = pgd, iterations = 2, reuse-successes = never, epsilons = [0.1, 0.3] }
      ]
      seeds = [1]
      evaluation { chunk-size = 10, pictures = 1 }
      """;
  static final int MODELS = 2;
  static final int ATTACK_UNITS = 8;

  /** Training, clean predictions, attacks. */
  static final int RECEIPTS = 2 * MODELS + ATTACK_UNITS;

  CommandLineRun run(Path out, String... more) throws IOException {
    return runOn("local[2]", out, more);
  }

  CommandLineRun runOn(String master, Path out, String... more) throws IOException {
    Path configuration = Files.writeString(folder.resolve("tiny.conf"), CONFIGURATION);
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(
                    "run", configuration.toString(), "--out", out.toString(), "--master", master),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** The same without the command line, units in another order. */
  public void run(Path out, Comparator<WorkUnit> order) throws IOException {
    Path configuration = Files.writeString(folder.resolve("tiny.conf"), CONFIGURATION);
    SweepConfiguration sweep =
        ConfigurationReader.read(configuration, List.of(), DatasetCatalog.registered());
    Grid grid = Grid.of(sweep);
    RunOptions options =
        new RunOptions(WorkLimits.defaults(), RunOptions.Mode.WORK, RunOptions.Failed.KEEP, order);
    Display display = Display.quiet(new PrintWriter(new StringWriter()));
    try (ResultFolder results = ResultFolder.of(out.toString(), grid);
        SparkLifecycle spark = SparkLifecycle.start("tiny", new SparkConf())) {
      results.open(sweep, () -> {});
      SweepEngine engine =
          new SweepEngine(
              spark,
              Map.of("mnist-sample", Datasets.named("mnist-sample").load(folder)),
              results,
              options,
              display);
      SweepState state = SweepState.of(engine.definitions(), grid);
      engine.work(state);
      new Publisher(spark, engine, results, grid).publish(state, sweep);
    }
  }

  /** The names of all receipts, sorted. */
  static List<String> receipts(Path out) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(out.resolve("work/units"))) {
      files.filter(Files::isRegularFile).forEach(file -> names.add(file.getFileName().toString()));
    }
    names.sort(null);
    return names;
  }

  /** The names of the receipts of attacks, sorted. */
  static List<String> attackReceipts(Path out) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : receipts(out)) {
      Receipt receipt = Receipt.read(name, Files.readAllBytes(receipt(out, name)));
      if (!receipt.result().examples().isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  /** Where a receipt lies. */
  static Path receipt(Path out, String name) {
    return out.resolve("work/units").resolve(name.substring(0, 2)).resolve(name);
  }

  /** As if nothing had been published. */
  static void unpublish(Path out) throws IOException {
    Files.delete(out.resolve("tables.json"));
    Files.delete(out.resolve("tables"));
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(
            path,
            to.resolve(from.relativize(path).toString()),
            java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** The bytes of all files below a folder, by name, as one hash each. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            org.qusecnets.sweep.Sha256.of(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
