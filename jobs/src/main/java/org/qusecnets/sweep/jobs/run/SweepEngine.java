package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.ModelStore;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.network.PretrainedModel;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.pretrained.CheckValues;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.PretrainedWeights;

/** A running Spark with a result folder: where the work of a sweep is done. */
public final class SweepEngine {
  private final SparkLifecycle spark;
  private final ResultFolder results;
  private final RunOptions options;
  private final Display display;
  private final Map<String, SortedMap<String, String>> datasetHashes = new TreeMap<>();
  private final Map<String, Broadcast<Dataset>> datasets = new TreeMap<>();
  private final ModelStore store;
  private final Definitions definitions;

  /**
   * Gives the datasets to the executors.
   *
   * @throws UserException if executors cannot work as they have to
   */
  public SweepEngine(
      SparkLifecycle spark,
      Map<String, Dataset> datasets,
      ResultFolder results,
      RunOptions options,
      Display display) {
    this.spark = spark;
    this.results = results;
    this.options = options;
    this.display = display;
    EngineProvenance engine = NativeEngine.ofTasks(spark);
    checkShared();
    engine.notice().ifPresent(notice -> display.say("note: " + notice));
    datasets.forEach((name, dataset) -> datasetHashes.put(name, dataset.sha256()));
    store = new ModelStore(results.models(), engine, datasetHashes);
    definitions = new Definitions(engine, datasetHashes, options.mode().text());
    datasets.forEach((name, set) -> this.datasets.put(name, spark.context().broadcast(set)));
  }

  private void checkShared() {
    Storage storage = results.storage();
    boolean seen =
        spark.described(
            "look for the output folder",
            () ->
                spark
                    .context()
                    .parallelize(List.of(ResultFolder.MARKER), 1)
                    .map(storage::exists)
                    .first());
    if (!seen) {
      throw new UserException(
          "Cannot write results to "
              + storage
              + ": executors do not see it; name a folder that driver and executors share with --out");
    }
  }

  /** What the results of units depend on. */
  public Definitions definitions() {
    return definitions;
  }

  /** Networks of files are looked at before anything is done with them. */
  private void keepNetworks(Collection<ModelSpecification> models) throws IOException {
    Set<PretrainedWeights> kept = new HashSet<>();
    for (ModelSpecification model : models) {
      NetworkOptions network = model.recipe().network();
      PretrainedWeights weights = network.architecture().weights();
      if (weights != null && kept.add(weights)) {
        store.keep(weights);
        if (!weights.check().isEmpty()) {
          PretrainedNetwork read = store.network(weights);
          CheckValues expected = CheckValues.read(Path.of(weights.check()), read);
          PretrainedModel.check(network, model.dataset().shape(), read, expected);
        }
      }
    }
  }

  /** Has all work done that is wanted and not done yet, and returns how that went. */
  public Progress work(SweepState state) {
    SparkContext context = spark.context().sc();
    DoneWork done = DoneWork.on(context);
    TaskTally images = new TaskTally(done.images());
    TaskTally work = new TaskTally(done.work());
    Progress progress =
        new Progress(
            display,
            results.storage(),
            images::total,
            work::atWork,
            new Progress.Wanted(
                state.models().size(), state.examinations(), state.estimatedSeconds()),
            System::nanoTime);
    List<SparkListener> listeners = List.of(images, work, progress);
    listeners.forEach(context::addSparkListener);
    Ledger ledger = results.ledger();
    UnitRunner runner = new UnitRunner(ledger, options.limits());
    try {
      if (options.mode() == RunOptions.Mode.WORK) {
        keepNetworks(state.models());
      }
      Workers workers = new Workers(spark, runner, ledger, store, datasets, done);
      new SweepRun(workers, ledger, store, definitions, options, state, progress)
          .run(results.lease()::checkKept);
    } catch (IOException e) {
      // Whoever has lost the folder was interrupted; what it says of that reads a file.
      Thread.interrupted();
      results.lease().checkKept();
      throw new UserException(
          "Cannot go on in "
              + results.storage()
              + ": "
              + InfrastructureException.explain(e)
              + "; then run the same command again, what is finished is kept",
          e);
    } finally {
      if (results.lease().isKept()) {
        progress.write("stopped");
      }
      listeners.forEach(context::removeSparkListener);
    }
    return progress;
  }

  /** The datasets by name, as executors see them. */
  public Map<String, Broadcast<Dataset>> datasets() {
    return datasets;
  }

  /** SHA-256 of the files of each dataset. */
  public Map<String, SortedMap<String, String>> datasetHashes() {
    return datasetHashes;
  }

  /** Where models are kept. */
  public ModelStore store() {
    return store;
  }

  /** All that is known of models, but for their archives, by id. */
  public Map<String, TrainedModel> trained(SweepState state, List<ModelSpecification> models) {
    Map<String, TrainedModel> trained = new TreeMap<>();
    try {
      for (ModelSpecification model : models) {
        ModelReference reference = state.ready().get(model.id());
        if (reference != null && options.mode() == RunOptions.Mode.WORK) {
          trained.put(model.id(), store.describe(reference));
        }
      }
    } catch (IOException e) {
      throw new UserException(e.getMessage() + "; run the same command again", e);
    }
    return trained;
  }
}
