package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.ModelStore;
import org.qusecnets.sweep.jobs.store.Outcome;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.TrainedModel;

/**
 * Has all work of a sweep done that is not done yet. Everything that ends is durable before this
 * learns of it, so that it can be stopped, or killed, at any moment.
 */
final class SweepRun {
  /** While so many attacks wait at Spark, more of them stay here: many small jobs are slow. */
  private static final int ENOUGH_ATTACKS = 1000;

  private final Workers workers;
  private final Ledger ledger;
  private final ModelStore store;
  private final Definitions definitions;
  private final RunOptions options;
  private final SweepState state;
  private final Progress progress;
  private final Map<String, List<String>> receipts;
  private final Set<String> suspects;

  /** Units that were handed over or wait for their receipts to be read, by key. */
  private final Map<String, WorkUnit> pending = new HashMap<>();

  private final Map<String, List<Outcome>> found = new HashMap<>();
  private final Map<String, Integer> unread = new HashMap<>();
  private final List<WorkUnit> first = new ArrayList<>();
  private final List<WorkUnit> second = new ArrayList<>();
  private final List<String> toCheck = new ArrayList<>();
  private int attacksAtSpark;

  /**
   * A run that has not begun.
   *
   * @param store where models are kept
   * @param state what is wanted
   */
  SweepRun(
      Workers workers,
      Ledger ledger,
      ModelStore store,
      Definitions definitions,
      RunOptions options,
      SweepState state,
      Progress progress)
      throws IOException {
    this.workers = workers;
    this.ledger = ledger;
    this.store = store;
    this.definitions = definitions;
    this.options = options;
    this.state = state;
    this.progress = progress;
    receipts = ledger.receipts();
    suspects = ledger.unfinished();
  }

  /**
   * Does all of it.
   *
   * @param goOn is asked now and then whether to go on, and throws if not
   */
  void run(Runnable goOn) throws IOException {
    train();
    begin();
    while (!pending.isEmpty()) {
      handOver();
      Workers.Event event = next();
      goOn.run();
      while (event != null) {
        handle(event);
        event = workers.poll();
      }
      progress.show();
    }
    for (String key : suspects) {
      // Of those that had finished, or whose model was kept, when their process died.
      ledger.endAll(key);
    }
    progress.done();
  }

  private Workers.Event next() throws IOException {
    try {
      return workers.next();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void handle(Workers.Event event) throws IOException {
    if (event instanceof Workers.Done done) {
      WorkUnit unit = pending.remove(done.outcome().key());
      attacksAtSpark -= unit instanceof AttackWork ? 1 : 0;
      progress.finished(unit, done.outcome());
      finished(unit, List.of(done.outcome()));
    } else if (event instanceof Workers.Found read) {
      found.computeIfAbsent(read.outcome().key(), key -> new ArrayList<>()).add(read.outcome());
      wasRead(read.outcome().key());
    } else if (event instanceof Workers.Unreadable damaged) {
      progress.note(damaged.how() + "; its unit is done again");
      ledger.forget(damaged.file());
      wasRead(damaged.key());
    } else if (event instanceof Workers.Broken broken) {
      throw new UserException(
          "Cannot go on: "
              + broken.cause().getMessage()
              + "; what is finished is kept, run the same command again",
          broken.cause());
    }
    train();
    begin();
  }

  /**
   * Models that are kept are used; the others are trained, those with the same weights together.
   */
  private void train() throws IOException {
    Map<String, List<ModelSpecification>> missing = new LinkedHashMap<>();
    Set<String> files = null;
    for (List<ModelSpecification> models = state.trainable();
        !models.isEmpty();
        models = state.trainable()) {
      if (files == null) {
        files = options.mode() == RunOptions.Mode.WORK ? store.found() : Set.of();
      }
      for (ModelSpecification model : models) {
        if (!files.contains(model.id()) || !isKept(model)) {
          missing.computeIfAbsent(model.weightsId(), id -> new ArrayList<>()).add(model);
        }
      }
    }
    missing.forEach(
        (weightsId, models) ->
            begin(
                TrainUnit.of(
                    definitions, models, state.weights(weightsId), state.target(models.get(0)))));
  }

  private boolean isKept(ModelSpecification model) {
    Optional<TrainedModel> kept = store.load(model, state.target(model));
    if (kept.isEmpty()) {
      if (store.isOfOtherPlugins(model)) {
        throw new UserException(
            "Cannot use model "
                + model.id()
                + " in the result folder: other code of the plug-ins that it depends on made it;"
                + " name another folder with --out");
      }
      store
          .stranger(model)
          .ifPresent(
              engine -> {
                throw new UserException(
                    "Cannot use model "
                        + model.id()
                        + " in the result folder: version "
                        + engine.version()
                        + " with "
                        + engine.nativeBuild()
                        + " trained it, and to train it again would leave what is there without"
                        + " its models; name another folder with --out");
              });
      progress.note(
          "model " + model.id() + " in the result folder is damaged; it is trained again");
      return false;
    }
    boolean isAlike = state.weights(model.weightsId()).isPresent();
    progress.keptModel(isAlike ? 0 : NominalWork.training(List.of(model)));
    state.ready(new ModelReference(model, kept.get().sha256()));
    return true;
  }

  private void begin() {
    state.startable().forEach(this::begin);
  }

  private void begin(WorkUnit unit) {
    pending.put(unit.key(), unit);
    List<String> files = receipts.getOrDefault(unit.key(), List.of());
    if (files.isEmpty()) {
      (unit instanceof AttackWork ? second : first).add(unit);
    } else {
      unread.put(unit.key(), files.size());
      toCheck.addAll(files);
    }
  }

  /** A receipt of a unit was read; when it was the last one, there is a decision to take. */
  private void wasRead(String key) throws IOException {
    if (unread.merge(key, -1, Integer::sum) > 0) {
      return;
    }
    WorkUnit unit = pending.remove(key);
    List<Outcome> outcomes = new ArrayList<>();
    for (Outcome outcome : Optional.ofNullable(found.remove(key)).orElse(List.of())) {
      if (isOfUse(unit, outcome)) {
        outcomes.add(outcome);
      } else {
        ledger.forget(outcome.file());
      }
    }
    receipts.remove(key);
    if (unit instanceof AttackWork work) {
      Set<String> told = new HashSet<>();
      outcomes.forEach(outcome -> told.addAll(outcome.cells()));
      Optional<AttackWork> rest = work.without(told);
      state.attacked(work, outcomes);
      if (rest.isPresent()) {
        progress.foundPart(work.cost() - rest.get().cost());
        begin(rest.get());
      } else {
        progress.found(unit);
      }
    } else if (outcomes.isEmpty()) {
      begin(unit);
    } else {
      progress.found(unit);
      finished(unit, outcomes);
    }
  }

  private boolean isOfUse(WorkUnit unit, Outcome outcome) {
    if (unit instanceof AttackWork && outcome.cells().isEmpty()) {
      // Not known which cells failed: an earlier version did not tell.
      return false;
    }
    if (!outcome.isComplete() && !outcome.status().equals(UnitResult.DRY_RUN)) {
      return options.failed() == RunOptions.Failed.KEEP;
    }
    // That a model was trained is of no use if it is not there.
    return !(unit instanceof TrainUnit) || options.mode() == RunOptions.Mode.DRY_RUN;
  }

  private void finished(WorkUnit unit, List<Outcome> outcomes) {
    Outcome last = outcomes.get(outcomes.size() - 1);
    if (unit instanceof TrainUnit train) {
      for (ModelSpecification model : train.models()) {
        if (last.status().equals(UnitResult.DRY_RUN)) {
          state.ready(new ModelReference(model, DryUnit.MODEL));
        } else if (last.isComplete()) {
          state.ready(new ModelReference(model, last.facts().get(TrainUnit.fact(model.id()))));
        } else {
          state.failed(model, Failure.of(last));
        }
      }
    } else if (unit instanceof CleanUnit clean) {
      state.predicted(clean, last);
    } else if (unit instanceof AttackWork work) {
      state.attacked(work, outcomes);
    }
  }

  private void handOver() {
    if (options.mode() == RunOptions.Mode.WORK) {
      for (WorkUnit unit : List.copyOf(first)) {
        if (unit instanceof TrainUnit train && train.isShared()) {
          first.remove(unit);
          workers.workTogether(train);
        }
      }
    }
    if (!toCheck.isEmpty()) {
      workers.check(List.copyOf(toCheck));
      toCheck.clear();
    }
    handOver(SparkLifecycle.FIRST_POOL, "train models, predict clean images", first);
    if (attacksAtSpark < ENOUGH_ATTACKS) {
      attacksAtSpark += second.size();
      handOver(SparkLifecycle.SECOND_POOL, "attack", second);
    }
  }

  private void handOver(String pool, String what, List<WorkUnit> units) {
    if (units.isEmpty()) {
      return;
    }
    units.sort(options.order());
    workers.work(
        pool,
        what
            + ": "
            + units.size()
            + (units.size() == 1 ? " unit, " : " units, first to ")
            + units.get(0).description(),
        units.stream().map(unit -> new Workers.Assigned(does(unit), suspicion(unit))).toList());
    units.clear();
  }

  private Suspicion suspicion(WorkUnit unit) {
    return suspects.contains(unit.key()) ? Suspicion.SUSPECT : Suspicion.UNSUSPECTED;
  }

  private WorkUnit does(WorkUnit unit) {
    return options.mode() == RunOptions.Mode.WORK ? unit : new DryUnit(unit);
  }
}
