package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.Substitution;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.KeptSweep;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.ModelStore;
import org.qusecnets.sweep.jobs.store.Receipt;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.EngineProvenance;

/**
 * Attacks of a sweep once more, on its kept models, for what its results do not hold: the images.
 * The same attack on the same model gives the same images to the bit where the same native build
 * runs. Nothing is written to the sweep's folder.
 */
public final class RepeatedAttacks {
  private final SparkLifecycle spark;
  private final KeptSweep sweep;
  private final Map<String, Dataset> datasets;
  private final Definitions definitions;
  private final ModelStore store;
  private final Map<String, ModelReference> models = new TreeMap<>();
  private final List<String> obstacles = new ArrayList<>();

  /**
   * Looks up the models that units need, each verified by its SHA-256.
   *
   * @param datasets the datasets of these units by name
   * @throws UserException if this process cannot work as the sweep's tasks did
   */
  public RepeatedAttacks(
      SparkLifecycle spark, KeptSweep sweep, Map<String, Dataset> datasets, List<AttackUnit> units)
      throws IOException {
    this.spark = spark;
    this.sweep = sweep;
    this.datasets = datasets;
    EngineProvenance engine = NativeEngine.ofTasks(spark);
    Map<String, SortedMap<String, String>> hashes = new TreeMap<>();
    datasets.forEach((name, dataset) -> hashes.put(name, dataset.sha256()));
    definitions = new Definitions(engine, hashes, RunOptions.Mode.WORK.text());
    store = sweep.models(engine, hashes);
    Set<String> needed =
        units.stream()
            .flatMap(unit -> Stream.of(unit.model(), unit.source()))
            .flatMap(model -> Stream.of(Optional.of(model), target(model)))
            .flatMap(Optional::stream)
            .map(ModelSpecification::id)
            .collect(Collectors.toSet());
    // Targets come before their substitutes.
    for (ModelSpecification model : sweep.grid().models()) {
      if (needed.contains(model.id())) {
        load(model);
      }
    }
  }

  private static Optional<ModelSpecification> target(ModelSpecification model) {
    return model.substituted().map(Substitution::target);
  }

  private void load(ModelSpecification model) throws IOException {
    Optional<ModelReference> target = target(model).map(one -> models.get(one.id()));
    if (target.isEmpty() && target(model).isPresent()) {
      // Its target's obstacle is one of its own.
      return;
    }
    store
        .load(model, target)
        .ifPresent(kept -> models.put(model.id(), new ModelReference(model, kept.sha256())));
    if (!models.containsKey(model.id())) {
      obstacles.add(
          "model %s (%s): %s"
              .formatted(model.id(), ModelReference.describe(model), store.obstacle(model)));
    }
  }

  /** What does the arithmetic. */
  public EngineProvenance engine() {
    return definitions.engine();
  }

  /** Why models cannot be used, and what helps; none if all can. */
  public List<String> obstacles() {
    return List.copyOf(obstacles);
  }

  /** The models that can be used, by id. */
  public Map<String, ModelReference> models() {
    return Map.copyOf(models);
  }

  /**
   * What the sweep's receipts say of a unit, which needs its models; nothing if it is not finished,
   * or what is there is damaged.
   */
  public List<UnitResult> receipts(AttackUnit unit) throws IOException {
    Ledger ledger = sweep.ledger();
    List<UnitResult> results = new ArrayList<>();
    for (String file : ledger.receipts(work(unit, sweep.grid().evaluation().pictures()).key())) {
      try {
        results.add(ledger.read(file).result());
      } catch (Receipt.Damaged e) {
        // As a run would have it done again, it is as if it were not there.
      }
    }
    return results;
  }

  private AttackWork work(AttackUnit unit, int pictured) {
    return AttackWork.of(
        definitions,
        unit,
        Objects.requireNonNull(models.get(unit.model().id())),
        Objects.requireNonNull(models.get(unit.source().id())),
        pictured);
  }

  /**
   * Attacks.
   *
   * @param receiver takes what the attacks make
   * @return what went wrong, a sentence each
   */
  public List<String> run(List<AttackUnit> units, AttackReceiver receiver, Display display) {
    long images = units.stream().mapToLong(AttackUnit::images).sum();
    Map<String, Broadcast<Dataset>> broadcasts = new TreeMap<>();
    datasets.forEach((name, set) -> broadcasts.put(name, spark.context().broadcast(set)));
    try (StepProgress progress =
        new StepProgress(spark.context().sc(), display, "attacking again", "images", images)) {
      DoneWork done =
          new DoneWork(progress.steps(), spark.context().sc().doubleAccumulator("work"));
      Repetition repetition = new Repetition(broadcasts, store, done, receiver);
      List<AttackWork> works =
          units.stream().map(unit -> work(unit, 0)).sorted(RunOptions.LONGEST_FIRST).toList();
      List<String> wrong =
          spark
              .described(
                  "attack again in " + works.size() + " units",
                  () -> spark.context().parallelize(works, works.size()).map(repetition).collect())
              .stream()
              .filter(reason -> !reason.isEmpty())
              .toList();
      if (wrong.isEmpty()) {
        progress.done();
      }
      return wrong;
    }
  }

  /**
   * In a task: does an attack and returns why it failed; nothing if it did not. A task that throws
   * would be tried again.
   */
  private record Repetition(
      Map<String, Broadcast<Dataset>> datasets,
      ModelStore store,
      DoneWork done,
      AttackReceiver receiver)
      implements Function<AttackWork, String>, Serializable {
    @Override
    public String call(AttackWork work) {
      try {
        NativeEngine.check();
        UnitResult result =
            UnitRunner.attempt(
                new ReceivedAttack(work, receiver), new WorkerContext(datasets, store, done));
        return result.status().equals(UnitResult.COMPLETE)
            ? ""
            : "%s: %s: %s"
                .formatted(
                    work.description(), result.status(), result.facts().get(UnitResult.FAILURE));
      } catch (InfrastructureException e) {
        return work.description() + ": " + InfrastructureException.explain(e);
      }
    }
  }
}
