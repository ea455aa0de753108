package org.qusecnets.sweep.jobs.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.calibration.Calibration;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.Json;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.publication.EstimateTables;
import org.qusecnets.sweep.jobs.run.ExecutorMemory;
import org.qusecnets.sweep.jobs.run.NativeEngine;
import org.qusecnets.sweep.plan.Cluster;
import org.qusecnets.sweep.plan.NominalEstimates;
import org.qusecnets.sweep.plan.Overheads;
import org.qusecnets.sweep.plan.Plan;
import org.qusecnets.sweep.plan.TaskEstimates;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sweep plan FILE}: what a sweep would do and how long it would take, without doing it. */
@Command(
    name = "plan",
    description = {
      "Tells how long a sweep would take, on the cores asked for and on 1 to 32, how much memory and"
          + " disk, and what it would do. Runs no sweep.",
      "Estimates are nominal, or measured with --measure, or those of an earlier run with --estimates."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sweep plan my.conf --measure",
      "  sweep plan my.conf --executors 10 --cores 4 --estimates results/mine"
    },
    mixinStandardHelpOptions = true)
final class PlanCommand implements Runnable {
  /** Spark's start, a task's model and rows, and the tables at the end; on two current cores. */
  private static final Overheads USUAL = new Overheads(6, 0.2, 4);

  private static final double MEASURING_SECONDS = 90;

  @Mixin private ConfigurationOptions configuration;
  @Mixin private DataOptions data;

  @Option(
      names = "--executors",
      paramLabel = "N",
      description = "Number of executors; local mode is one. Default: ${DEFAULT-VALUE}.")
  private int executors = 1;

  @Option(
      names = "--cores",
      paramLabel = "C",
      description = "Cores of each executor, one task each. Default: those of this machine.")
  private int cores = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--grid",
      description = "Also prints every dataset, defense and attack with all its settings.")
  private boolean wholeGrid;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @ArgGroup private EstimateSource source = new EstimateSource();

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Where estimates come from: one of these, or neither. */
  private static final class EstimateSource {
    @Option(
        names = "--measure",
        description =
            "Measures each kind of training and attack for a moment on one core, at most about a"
                + " minute and a half in all, with models that are trained for that moment. Needs"
                + " the data.")
    private boolean measure;

    @Option(
        names = "--estimates",
        paramLabel = "OUT",
        description =
            "Takes the estimates from the tables in OUT, the folder of a complete run: of the same"
                + " training or attack, else of the same attack on other models, else nominal.")
    private Path estimates;
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    SweepConfiguration sweep = configuration.read();
    check("--executors", "executors", executors);
    check("--cores", "cores", cores);
    Grid grid = Grid.of(sweep);
    TaskEstimates estimates = estimates(sweep, grid);
    Cluster cluster = new Cluster(executors, cores);
    out.println(
        (json
                ? Json.pretty(PlanJson.of(sweep, grid, estimates, USUAL, cluster))
                : Plan.of(grid, sweep)
                    .describe(
                        estimates,
                        USUAL,
                        cluster,
                        ExecutorMemory.describe(cores),
                        wholeGrid ? Plan.Detail.GRID : Plan.Detail.BRIEF))
            .stripTrailing());
  }

  private TaskEstimates estimates(SweepConfiguration sweep, Grid grid) {
    if (source.estimates != null) {
      EstimateTables.check(source.estimates);
      return EstimateTables.read(source.estimates, grid);
    }
    return source.measure ? measured(sweep, grid) : new NominalEstimates();
  }

  private TaskEstimates measured(SweepConfiguration sweep, Grid grid) {
    int threads = NativeEngine.provenance().threads();
    if (threads != 1) {
      throw new UserException(
          "Cannot measure with "
              + threads
              + " native threads: a task has one; set OMP_NUM_THREADS=1 in the environment, as ./sweep"
              + " does");
    }
    Calibration calibration =
        new Calibration(
            grid, data.load(sweep.datasets(), configuration.datasets()), MEASURING_SECONDS);
    spec.commandLine().getErr().println(calibration.announcement());
    return calibration.measure();
  }

  private static void check(String option, String what, int count) {
    if (count < 1) {
      throw new UserException(
          "Cannot plan for "
              + count
              + " "
              + what
              + ": "
              + option
              + " must be at least 1; correct it or leave it out");
    }
  }
}
