package org.qusecnets.sweep.jobs.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.AttackSpecification;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.publication.PublicationFolder;
import org.qusecnets.sweep.jobs.resilience.ResilienceFiles;
import org.qusecnets.sweep.jobs.resilience.ResilienceRun;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.resilience.LevelAdvice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sweep resilience FILE}: how much noise the models of a sweep tolerate. */
@Command(
    name = "resilience",
    description = {
      "Injects noise into the inputs of a sweep's models, finds the Maximum Tolerable Noise and advises"
          + " on the number n of quantization levels.",
      "Models that sweep run has trained are used again, and the other way round."
    },
    mixinStandardHelpOptions = true)
final class ResilienceCommand implements Runnable {
  @Mixin private ConfigurationOptions configuration;
  @Mixin private DataOptions data;
  @Mixin private SparkOptions sparkOptions;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      split = ",",
      converter = QuotientConverter.class,
      description =
          "Largest change of a value by an attack, for the advice on n; several are separated by"
              + " commas. Default: the epsilons of the sweep's L-infinity attacks.")
  private List<Double> epsilons;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Number of Spark tasks that share the noise. Default: a few for each core. Results do not"
              + " depend on it.")
  private Integer partitions;

  @Mixin private OutputOptions output;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    SweepConfiguration sweep = configuration.read();
    sparkOptions.check();
    List<Double> distinct = epsilons(sweep);
    Grid grid = Grid.of(sweep);
    checkPartitions();
    try (ResultFolder results = ResultFolder.of(output.folder(sweep), grid);
        ShutdownHook interruption = ShutdownHook.of(results, out)) {
      Map<String, Dataset> datasets = data.load(sweep.datasets(), configuration.datasets());
      sparkOptions.checkMemory(datasets.values());
      results.open(sweep, interruption);
      new PublicationFolder(results).tidy();
      String report;
      try (SparkLifecycle spark =
          SparkLifecycle.start(sweep.name(), sparkOptions.configuration())) {
        report =
            new ResilienceRun(spark, sweep, grid, datasets, results, distinct, output.display(out))
                .run(partitions == null ? 0 : partitions);
      }
      out.println();
      out.print(report);
      out.println(
          "Table and report ("
              + ResilienceFiles.PAGE
              + "): "
              + new PublicationFolder(results).resilience());
    }
  }

  private void checkPartitions() {
    if (partitions != null && partitions < 1) {
      throw new UserException(
          "Cannot share the work among "
              + partitions
              + " tasks: --partitions must be at least 1; correct it or leave it out");
    }
  }

  private List<Double> epsilons(SweepConfiguration sweep) {
    if (epsilons == null) {
      return sweep.attacks().stream()
          .filter(attack -> attack.attack().norm() == Norm.LINF)
          .map(AttackSpecification::epsilons)
          .flatMap(List::stream)
          .filter(epsilon -> epsilon > 0)
          .distinct()
          .sorted()
          .toList();
    }
    try {
      epsilons.forEach(LevelAdvice::checkEpsilon);
    } catch (InvalidOption e) {
      throw new UserException("Cannot advise: " + e.getMessage() + "; correct --epsilon", e);
    }
    return epsilons.stream().distinct().sorted().toList();
  }
}
