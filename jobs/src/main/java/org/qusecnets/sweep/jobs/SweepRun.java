package org.qusecnets.sweep.jobs;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.network.TrainedModel;
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
    checkThreads();
    checkShared();
    EngineProvenance.current().notice().ifPresent(notice -> out.println("note: " + notice));
    Map<String, Broadcast<Dataset>> shared = new TreeMap<>();
    datasets.forEach((name, dataset) -> shared.put(name, spark.context().broadcast(dataset)));
    Models models = new Models(shared);
    models.train(grid.models().stream().filter(m -> m.substituted().isEmpty()).toList());
    models.train(grid.models().stream().filter(m -> m.substituted().isPresent()).toList());
    new AttackJob(spark, shared, models.broadcast, out)
        .run(
            grid.units(),
            grid.evaluation().pictures(),
            options.partitions(grid.units().size()),
            staged("examples"));
    Map<String, CleanCounts> clean =
        new CleanJob(spark, shared, models.broadcast).run(grid.models());
    List<CellRow> cells =
        CellTable.rows(
            grid.cells(), spark.described("count examples", () -> CellCounts.of(stagedExamples())));
    List<ModelRow> rows =
        new ModelTable(datasetHashes(), models.trained, clean).rows(grid.models());
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

  /**
   * Executors get their native threads from Spark's configuration; the driver's JVM has to be
   * started with them.
   */
  private void checkThreads() {
    int threads = EngineProvenance.current().threads();
    if (spark.isLocal() && threads != 1) {
      throw new UserException(
          "Cannot run in local mode with "
              + threads
              + " native threads a task: tasks would compete for the cores; set OMP_NUM_THREADS=1 in"
              + " the environment, as ./sweep does");
    }
  }

  private void checkShared() {
    String marker = results.marker().toString();
    boolean seen =
        spark.described(
            "look for the output folder",
            () ->
                spark
                    .context()
                    .parallelize(List.of(marker), 1)
                    .map(path -> Files.exists(Path.of(path)))
                    .first());
    if (!seen) {
      throw new UserException(
          "Cannot write results to "
              + results.marker().getParent()
              + ": executors do not see it; name a folder that driver and executors share with --out");
    }
  }

  /** The trained models, here and as executors see them. */
  private final class Models {
    private final Map<String, Broadcast<Dataset>> shared;
    private final ModelStore store =
        new ModelStore(results.models(), EngineProvenance.current(), datasetHashes());
    private final Map<String, TrainedModel> trained = new TreeMap<>();
    private final Map<String, Broadcast<TrainedModel>> broadcast = new TreeMap<>();

    Models(Map<String, Broadcast<Dataset>> shared) {
      this.shared = shared;
    }

    /** Trains those that are not there from an earlier run. */
    void train(List<ModelSpecification> specifications) {
      Map<String, TrainedModel> ready = new TreeMap<>();
      List<ModelSpecification> missing = new ArrayList<>();
      for (ModelSpecification model : specifications) {
        store
            .load(model)
            .ifPresentOrElse(kept -> ready.put(model.id(), kept), () -> missing.add(model));
      }
      if (!ready.isEmpty()) {
        out.println("training: " + ready.size() + " models are there from an earlier run");
      }
      Map<String, TrainedModel> weights = new TreeMap<>();
      specifications.stream()
          .filter(model -> ready.containsKey(model.id()))
          .forEach(model -> weights.put(model.weightsId(), ready.get(model.id())));
      ready.putAll(new TrainingJob(spark, shared, broadcast, store, out).train(missing, weights));
      trained.putAll(ready);
      ready.forEach((id, model) -> broadcast.put(id, spark.context().broadcast(model)));
    }
  }

  private Map<String, SortedMap<String, String>> datasetHashes() {
    Map<String, SortedMap<String, String>> hashes = new TreeMap<>();
    datasets.forEach((name, dataset) -> hashes.put(name, dataset.sha256()));
    return hashes;
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
