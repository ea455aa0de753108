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
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.network.TrainedModel;

/** The trained models and the data sets of a result folder, here and as executors see them. */
final class SharedModels {
  private final SparkLifecycle spark;
  private final ResultFolder results;
  private final PrintWriter out;
  private final Map<String, SortedMap<String, String>> datasetHashes = new TreeMap<>();
  private final Map<String, Broadcast<Dataset>> datasets = new TreeMap<>();
  private final ModelStore store;
  private final Map<String, TrainedModel> trained = new TreeMap<>();
  private final Map<String, Broadcast<TrainedModel>> broadcast = new TreeMap<>();

  private SharedModels(
      SparkLifecycle spark, Map<String, Dataset> datasets, ResultFolder results, PrintWriter out) {
    this.spark = spark;
    this.results = results;
    this.out = out;
    datasets.forEach((name, dataset) -> datasetHashes.put(name, dataset.sha256()));
    store = new ModelStore(results.models(), EngineProvenance.current(), datasetHashes);
    datasets.forEach((name, set) -> this.datasets.put(name, spark.context().broadcast(set)));
  }

  /**
   * Gives the data sets to the executors; there are no models yet.
   *
   * @throws UserException if executors cannot work as they have to
   */
  static SharedModels of(
      SparkLifecycle spark, Map<String, Dataset> datasets, ResultFolder results, PrintWriter out) {
    checkThreads(spark);
    checkShared(spark, results);
    EngineProvenance.current().notice().ifPresent(notice -> out.println("note: " + notice));
    return new SharedModels(spark, datasets, results, out);
  }

  /**
   * Executors get their native threads from Spark's configuration; the driver's JVM has to be
   * started with them.
   */
  private static void checkThreads(SparkLifecycle spark) {
    int threads = EngineProvenance.current().threads();
    if (spark.isLocal() && threads != 1) {
      throw new UserException(
          "Cannot run in local mode with "
              + threads
              + " native threads a task: tasks would compete for the cores; set OMP_NUM_THREADS=1 in"
              + " the environment, as ./sweep does");
    }
  }

  private static void checkShared(SparkLifecycle spark, ResultFolder results) {
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

  /**
   * Trains those that are not there from an earlier run.
   *
   * @throws UserException if that would replace models of published tables
   */
  void train(List<ModelSpecification> specifications) {
    Map<String, TrainedModel> ready = new TreeMap<>();
    List<ModelSpecification> missing = new ArrayList<>();
    for (ModelSpecification model : specifications) {
      store
          .load(model)
          .ifPresentOrElse(kept -> ready.put(model.id(), kept), () -> missing.add(model));
    }
    if (!missing.isEmpty() && results.isComplete()) {
      throw new UserException(
          "Cannot use the models in "
              + results.models()
              + ": "
              + String.join(", ", missing.stream().map(ModelSpecification::id).toList())
              + " are damaged or another version or native build trained them, and training them"
              + " again would leave the tables there without their models; name another folder with"
              + " --out");
    }
    if (!ready.isEmpty()) {
      out.println("training: " + ready.size() + " models are there from an earlier run");
    }
    Map<String, TrainedModel> weights = new TreeMap<>();
    specifications.stream()
        .filter(model -> ready.containsKey(model.id()))
        .forEach(model -> weights.put(model.weightsId(), ready.get(model.id())));
    ready.putAll(new TrainingJob(spark, datasets, broadcast, store, out).train(missing, weights));
    trained.putAll(ready);
    ready.forEach((id, model) -> broadcast.put(id, spark.context().broadcast(model)));
  }

  /** The data sets by name, as executors see them. */
  Map<String, Broadcast<Dataset>> datasets() {
    return datasets;
  }

  /** SHA-256 of the files of each data set. */
  Map<String, SortedMap<String, String>> datasetHashes() {
    return datasetHashes;
  }

  /** The models by id. */
  Map<String, TrainedModel> trained() {
    return trained;
  }

  /** The models by id, as executors see them. */
  Map<String, Broadcast<TrainedModel>> broadcast() {
    return broadcast;
  }
}
