package org.qusecnets.sweep.jobs;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.table.CellRow;
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
    description = "Trains and attacks every cell of a sweep and writes its tables to Parquet.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {
  @Mixin private ConfigurationOptions configuration;
  @Mixin private DataOptions data;
  @Mixin private SparkOptions sparkOptions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the results. Default: results/NAME.")
  private Path output;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    SweepConfiguration sweep = configuration.read();
    sparkOptions.check();
    Grid grid = Grid.of(sweep);
    Path folder = output == null ? Path.of("results", sweep.name()) : output;
    try (ResultFolder results = ResultFolder.of(folder, grid)) {
      if (results.isComplete()) {
        out.println("This sweep is complete: its tables are in " + results.tables());
        out.println("To run it again, name another folder with --out.");
      } else {
        run(sweep, grid, results, out);
      }
    }
  }

  private void run(SweepConfiguration sweep, Grid grid, ResultFolder results, PrintWriter out) {
    Map<String, Dataset> datasets = data.load(sweep.datasets());
    results.open(sweep);
    out.println(
        sweep.name()
            + ": "
            + grid.cells().size()
            + " cells, "
            + grid.models().size()
            + " models, "
            + grid.units().size()
            + " attack units");
    List<CellRow> cells;
    try (SparkLifecycle spark = SparkLifecycle.start(sweep.name(), sparkOptions)) {
      cells = new SweepRun(spark, grid, datasets, results, out).run(sparkOptions);
    }
    out.println();
    out.print(Summary.of(cells));
    out.println("Tables: " + results.tables());
  }
}
