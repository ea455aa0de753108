package org.qusecnets.sweep.jobs;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;

/**
 * One sweep on a running Spark: trains the models, attacks them, writes the tables and publishes
 * them together.
 */
final class SweepRun {
  private final SparkLifecycle spark;
  private final Grid grid;
  private final Map<String, Dataset> datasets;
  private final ResultFolder results;
  private final PrintWriter out;

  SweepRun(
      SparkLifecycle spark,
      Grid grid,
      Map<String, Dataset> datasets,
      ResultFolder results,
      PrintWriter out) {
    this.spark = spark;
    this.grid = grid;
    this.datasets = datasets;
    this.results = results;
    this.out = out;
  }

  /** Runs all of it and returns the table of cells. */
  List<CellRow> run(SparkOptions options) {
    SharedModels models = SharedModels.of(spark, datasets, results, out);
    models.train(grid.models().stream().filter(m -> m.substituted().isEmpty()).toList());
    models.train(grid.models().stream().filter(m -> m.substituted().isPresent()).toList());
    new AttackJob(spark, models.datasets(), models.broadcast(), out)
        .run(
            grid.units(),
            grid.evaluation().pictures(),
            options.partitions(grid.units().size()),
            staged("examples"));
    Map<String, CleanCounts> clean =
        new CleanJob(spark, models.datasets(), models.broadcast()).run(grid.models());
    List<CellRow> cells =
        CellTable.rows(
            grid.cells(), spark.described("count examples", () -> CellCounts.of(stagedExamples())));
    List<ModelRow> rows =
        new ModelTable(models.datasetHashes(), models.trained(), clean).rows(grid.models());
    spark.described(
        "write the tables of cells and models",
        () -> {
          SparkTable.write(spark.session(), CellRow.SCHEMA, cells, staged("cells"));
          SparkTable.write(spark.session(), ModelRow.SCHEMA, rows, staged("models"));
          return null;
        });
    results.publish();
    return cells;
  }

  private org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> stagedExamples() {
    return spark
        .session()
        .read()
        .schema(SparkTable.schema(ExampleRow.SCHEMA))
        // A folder's name may hold what would otherwise be a pattern.
        .option("__globPaths__", "false")
        .parquet(staged("examples"));
  }

  private String staged(String table) {
    return new org.apache.hadoop.fs.Path(results.stagedTable(table).toUri()).toString();
  }
}
