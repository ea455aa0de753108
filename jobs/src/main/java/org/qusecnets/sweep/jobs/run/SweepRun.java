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
import org.qusecnets.sweep.jobs.store.InfrastructureException;
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
  /** While so many units wait at Spark, more of them stay here: many small jobs are slow. */
  private static final int ENOUGH_EXAMINATIONS = 1000;

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
  private int examinationsAtSpark;

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
    event.tell(new Events());
    train();
    begin();
  }

  /** What each event changes. */
  private final class Events implements Workers.Listener {
    @Override
    public void done(Outcome outcome) {
      WorkUnit unit = pending.remove(outcome.key());
      examinationsAtSpark -= unit.isExamination() ? 1 : 0;
      progress.finished(unit, outcome);
      finished(unit, List.of(outcome));
    }

    @Override
    public void found(Outcome outcome) throws IOException {
      found.computeIfAbsent(outcome.key(), key -> new ArrayList<>()).add(outcome);
      wasRead(outcome.key());
    }

    @Override
    public void unreadable(String key, String file, String how) throws IOException {
      progress.note(how + "; its unit is done again");
      ledger.forget(file);
      wasRead(key);
    }

    @Override
    public void broken(Throwable cause) {
      throw new UserException(
          "Cannot go on: "
              + InfrastructureException.explain(cause)
              + "; then run the same command again, what is finished is kept",
          cause);
    }
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

  private boolean isKept(ModelSpecification model) throws IOException {
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
      (unit.isExamination() ? second : first).add(unit);
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
    Optional<WorkUnit> rest =
        unit.match(
            train -> outcomes.isEmpty() ? Optional.of(train) : Optional.empty(),
            clean -> outcomes.isEmpty() ? Optional.of(clean) : Optional.empty(),
            attack -> attack.without(cells(outcomes)).map(part -> part),
            certificate -> outcomes.isEmpty() ? Optional.of(certificate) : Optional.empty());
    if (!outcomes.isEmpty()) {
      finished(unit, outcomes);
    }
    if (rest.isPresent()) {
      progress.foundPart(unit.estimatedSeconds() - rest.get().estimatedSeconds());
      begin(rest.get());
    } else {
      progress.found(unit);
    }
  }

  private static Set<String> cells(List<Outcome> outcomes) {
    Set<String> cells = new HashSet<>();
    outcomes.forEach(outcome -> cells.addAll(outcome.cells()));
    return cells;
  }

  private boolean isOfUse(WorkUnit unit, Outcome outcome) {
    if (unit.isExamination() && outcome.cells().isEmpty()) {
      // Not known which cells failed: an earlier version did not tell.
      return false;
    }
    if (!outcome.isComplete() && !outcome.status().equals(UnitResult.BENCHMARK)) {
      return options.failed() == RunOptions.Failed.KEEP;
    }
    // That a model was trained is of no use if it is not there.
    boolean isBenchmark = options.mode() == RunOptions.Mode.BENCHMARK;
    return unit.match(train -> isBenchmark, clean -> true, attack -> true, certificate -> true);
  }

  private void finished(WorkUnit unit, List<Outcome> outcomes) {
    Runnable told =
        unit.match(
            train -> () -> trained(train, last(outcomes)),
            clean -> () -> state.predicted(clean, last(outcomes)),
            attack -> () -> state.attacked(attack, outcomes),
            certificate ->
                () -> outcomes.forEach(outcome -> state.certified(certificate, outcome)));
    told.run();
  }

  private static Outcome last(List<Outcome> outcomes) {
    return outcomes.get(outcomes.size() - 1);
  }

  private void trained(TrainUnit unit, Outcome outcome) {
    for (ModelSpecification model : unit.models()) {
      if (outcome.status().equals(UnitResult.BENCHMARK)) {
        state.ready(new ModelReference(model, EmptyUnit.MODEL));
      } else if (outcome.isComplete()) {
        state.ready(new ModelReference(model, outcome.facts().get(TrainUnit.fact(model.id()))));
      } else {
        state.failed(model, Failure.of(outcome));
      }
    }
  }

  private void handOver() {
    if (options.mode() == RunOptions.Mode.WORK) {
      for (WorkUnit unit : List.copyOf(first)) {
        sharedTraining(unit)
            .ifPresent(
                train -> {
                  first.remove(unit);
                  workers.workTogether(train);
                });
      }
    }
    if (!toCheck.isEmpty()) {
      workers.check(List.copyOf(toCheck));
      toCheck.clear();
    }
    handOver(SparkLifecycle.FIRST_POOL, "train models, predict clean images", first);
    if (examinationsAtSpark < ENOUGH_EXAMINATIONS) {
      examinationsAtSpark += second.size();
      handOver(SparkLifecycle.SECOND_POOL, "attack, certify", second);
    }
  }

  private static Optional<TrainUnit> sharedTraining(WorkUnit unit) {
    return unit.match(
        train -> Optional.of(train).filter(TrainUnit::isShared),
        clean -> Optional.empty(),
        attack -> Optional.empty(),
        certificate -> Optional.empty());
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
    return options.mode() == RunOptions.Mode.WORK ? unit : new EmptyUnit(unit);
  }
}
