package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.publication.Publication;
import org.qusecnets.sweep.jobs.publication.PublicationFolder;
import org.qusecnets.sweep.jobs.publication.Publisher;
import org.qusecnets.sweep.jobs.publication.ReportFile;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.run.MachineCheck;
import org.qusecnets.sweep.jobs.run.Progress;
import org.qusecnets.sweep.jobs.run.RunOptions;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.run.SweepEngine;
import org.qusecnets.sweep.jobs.run.SweepState;
import org.qusecnets.sweep.jobs.run.WorkLimits;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.plan.DiskEstimate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sweep run FILE}: everything. Configuration, output folder and data are checked before the
 * folder is made and before Spark starts.
 */
@Command(
    name = "run",
    description = {
      "Trains, attacks and certifies the models of a sweep, writes its tables to Parquet and its"
          + " report.",
      "Run again after it was stopped or killed, it goes on where it was. With a configuration that"
          + " has grown, only what is new is done."
          + " With other claims the tables are published anew."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sweep run conf/quickstart.conf",
      "  sweep run my.conf --set training.epochs=1 --set 'seeds=[1, 2]'",
      "  sweep run my.conf --out results/mine --retry-failed"
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final int FAILED_CELLS = 4;

  @Mixin private ConfigurationOptions configuration;
  @Mixin private DataOptions data;
  @Mixin private SparkOptions sparkOptions;
  @Mixin private OutputOptions output;

  @Option(
      names = "--retry-failed",
      description = "Tries the cells again that failed, and no others.")
  private boolean retryFailed;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      description =
          "How long a unit of work may take before it counts as failed. Default: as long as it needs.")
  private Long deadline;

  @Option(
      names = "--tries",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often a unit that ends its JVM is tried in one of its own, before it counts as"
              + " crashed. Default: ${DEFAULT-VALUE}.")
  private int tries;

  @Option(
      names = "--benchmark-scheduler",
      description =
          "Plans, schedules and publishes with units that do nothing, which takes what Spark and the file"
              + " system take. Measures nothing else; refused where results are published.")
  private boolean benchmark;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    SweepConfiguration sweep = configuration.read();
    sparkOptions.check();
    RunOptions options = options();
    Grid grid = Grid.of(sweep);
    try (ResultFolder results = ResultFolder.of(output.folder(sweep), grid)) {
      Optional<Publication> published = publishedByItsLike(results);
      if (published.isPresent() && !(retryFailed && published.get().failed() > 0)) {
        boolean judged = published.get().hasClaims(sweep);
        if (judged || !results.hasReceipts()) {
          new PublicationFolder(results).tidyPublished();
          return complete(published.get(), judged, results, out);
        }
      }
      return run(sweep, grid, results, options, out);
    }
  }

  /** What was published by runs such as this one: a benchmark has no results. */
  private Optional<Publication> publishedByItsLike(ResultFolder results) {
    if (benchmark
        && new PublicationFolder(results)
            .newest()
            .filter(tables -> !tables.isOfBenchmark())
            .isPresent()) {
      throw new UserException(
          "Cannot benchmark the scheduler in "
              + results.storage()
              + ": what was measured is published there; name another folder with --out");
    }
    return new PublicationFolder(results)
        .published()
        .filter(tables -> tables.isOfBenchmark() == benchmark)
        .filter(tables -> isWhole(tables, results));
  }

  /** Whether published tables are as they were; if not, they are made again. */
  private boolean isWhole(Publication tables, ResultFolder results) {
    try {
      Optional<String> damage = tables.damage(results.storage());
      damage.ifPresent(
          what ->
              spec.commandLine()
                  .getOut()
                  .println("note: " + what + "; the tables are made again from what is finished"));
      return damage.isEmpty();
    } catch (IOException e) {
      throw new UserException(
          "Cannot read "
              + results.storage()
              + ": "
              + InfrastructureException.explain(e)
              + "; then run the same command again",
          e);
    }
  }

  private RunOptions options() {
    if (deadline != null && deadline < 1) {
      throw new UserException(
          "Cannot give units " + deadline + " s: --deadline must be at least 1; correct it");
    }
    if (tries < 1) {
      throw new UserException(
          "Cannot try units " + tries + " times: --tries must be at least 1; correct it");
    }
    return new RunOptions(
        new WorkLimits(deadline == null ? null : Duration.ofSeconds(deadline), tries),
        benchmark ? RunOptions.Mode.BENCHMARK : RunOptions.Mode.WORK,
        retryFailed ? RunOptions.Failed.RETRY : RunOptions.Failed.KEEP,
        RunOptions.LONGEST_FIRST);
  }

  private int complete(
      Publication published, boolean judged, ResultFolder results, PrintWriter out) {
    if (benchmark) {
      out.println("This benchmark is complete; the folder is " + results.storage());
      return 0;
    }
    out.println(
        "This sweep is complete: its tables are in " + new PublicationFolder(results).tables());
    if (!judged) {
      out.println(
          "Its claims are not those of the configuration, and cannot be judged anew: that needs the"
              + " folder work, which is not there.");
    }
    if (!ReportFile.isCurrent(results.storage(), published)) {
      try (SparkLifecycle spark = SparkLifecycle.start("report", sparkOptions.configuration())) {
        ReportFile.write(spark, results.storage());
      }
    }
    out.println(ReportFile.told(results.storage()));
    if (published.contradicted() > 0) {
      out.println(
          "Contradicted: %,d images are certified and broken, a fault of this program: see the table certified."
              .formatted(published.contradicted()));
      return Main.FAULT;
    }
    if (published.failed() == 0) {
      out.println("To run it again, name another folder with --out.");
      return 0;
    }
    out.println(published.failed() + " cells failed; to try them again, add --retry-failed.");
    return FAILED_CELLS;
  }

  private int run(
      SweepConfiguration sweep,
      Grid grid,
      ResultFolder results,
      RunOptions options,
      PrintWriter out) {
    Map<String, Dataset> datasets = data.load(sweep.datasets(), configuration.datasets());
    sparkOptions.checkMemory(datasets.values());
    Display display = output.display(out);
    try (ShutdownHook interruption = ShutdownHook.of(results, out)) {
      results.open(sweep, interruption);
      new PublicationFolder(results).tidy();
      if (!benchmark) {
        MachineCheck.check(results, DiskEstimate.of(grid));
      }
      display.say(sweep.name() + ": " + GridCounts.of(grid));
      display.say(
          "Models are trained first, attacks follow. Ctrl-C loses nothing that is finished.");
      try (SparkLifecycle spark =
          SparkLifecycle.start(sweep.name(), sparkOptions.configuration())) {
        SweepEngine engine = new SweepEngine(spark, datasets, results, options, display);
        SweepState state = SweepState.of(engine.definitions(), grid);
        Progress progress = engine.work(state);
        progress.write("publishing");
        Publisher.Published published =
            new Publisher(spark, engine, results, grid).publish(state, sweep);
        progress.write("complete");
        String usage = progress.usage(spark.context().defaultParallelism());
        if (benchmark) {
          out.println(usage);
          out.println("Nothing was measured; the folder is " + results.storage());
          return 0;
        }
        String failed = FailedCells.of(published.cells(), published.certified());
        tell(published, failed, results, out);
        // Last: what was measured is told even if there can be no report.
        ReportFile.write(spark, results.storage());
        out.println(ReportFile.told(results.storage()));
        next(results, out);
        if (Main.isVerbose(spec)) {
          out.println(usage);
        }
        return exitCode(failed, Contradictions.of(published.certified()));
      }
    }
  }

  /** That of the worst that has happened. */
  private static int exitCode(String failed, String contradictions) {
    if (!contradictions.isEmpty()) {
      return Main.FAULT;
    }
    return failed.isEmpty() ? 0 : FAILED_CELLS;
  }

  private static void next(ResultFolder results, PrintWriter out) {
    out.println(
        """
        Next: open the report in a browser, or read the tables with pandas, DuckDB,
        Spark or the notebooks (SWEEP_RESULTS=%s);
        a sweep of your own begins with sweep init FILE and sweep list attacks."""
            .formatted(results.storage()));
  }

  private static void tell(
      Publisher.Published published, String failed, ResultFolder results, PrintWriter out) {
    out.println();
    out.print(Summary.of(published.cells(), published.models()));
    out.print(WorstCaseSummary.of(published.worstCase(), published.cells(), published.models()));
    out.print(CertifiedSummary.of(published.certified(), published.cells(), published.models()));
    out.print(ClaimSummary.of(published.claims()));
    out.println("Tables: " + new PublicationFolder(results).tables());
    out.print(failed);
    out.print(Contradictions.of(published.certified()));
  }
}
