package org.qusecnets.sweep.jobs.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.Substitution;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.Outcome;

/**
 * What of a grid is done, what failed, and what can begin: an attack or a certificate as soon as
 * the models that it needs are trained, a substitute as soon as its target is, and nothing of a
 * model that failed.
 */
public final class SweepState {
  private final Definitions definitions;
  private final int pictured;
  private final List<ModelSpecification> models;
  private final List<AttackUnit> units;
  private final Map<String, List<AttackUnit>> unitsByModel = new HashMap<>();
  private final CertificateState certificates;
  private final Map<String, List<ModelSpecification>> substitutes = new HashMap<>();
  private final Map<String, ModelReference> ready = new LinkedHashMap<>();
  private final Map<String, ModelReference> byWeights = new HashMap<>();
  private final Map<String, Failure> failedModels = new HashMap<>();
  private final Map<String, CleanCounts> clean = new HashMap<>();

  /** Why cells are not complete, by unit and cell. */
  private final Map<String, Map<String, Failure>> failedCells = new HashMap<>();

  /** Receipts of complete attacks, by unit. */
  private final Map<String, List<Outcome>> attacked = new HashMap<>();

  private final Set<String> begun = new HashSet<>();
  private final List<ModelSpecification> trainable = new ArrayList<>();
  private final List<WorkUnit> startable = new ArrayList<>();

  /**
   * Nothing is done.
   *
   * @param models the models that are wanted, targets before their substitutes
   * @param units the attacks that are wanted
   * @param certificates likewise
   * @param pictured of how many images of each cell to keep the pixels
   */
  public SweepState(
      Definitions definitions,
      List<ModelSpecification> models,
      List<AttackUnit> units,
      List<CertificateUnit> certificates,
      int pictured) {
    this.definitions = definitions;
    this.pictured = pictured;
    this.models = models;
    this.units = merged(units);
    this.certificates = new CertificateState(definitions, certificates);
    for (AttackUnit unit : this.units) {
      Stream.of(unit.model().id(), unit.source().id())
          .distinct()
          .forEach(id -> unitsByModel.computeIfAbsent(id, model -> new ArrayList<>()).add(unit));
    }
    for (ModelSpecification model : models) {
      Optional<String> target = model.substituted().map(s -> s.target().id());
      if (target.isPresent()) {
        substitutes.computeIfAbsent(target.get(), id -> new ArrayList<>()).add(model);
      } else {
        trainable.add(model);
      }
    }
  }

  /** All of a grid. */
  public static SweepState of(Definitions definitions, Grid grid) {
    return new SweepState(
        definitions,
        grid.models(),
        grid.units(),
        grid.certificateUnits(),
        grid.evaluation().pictures());
  }

  /** What several entries ask for is done together. */
  private static List<AttackUnit> merged(List<AttackUnit> units) {
    Map<String, AttackUnit> merged = new LinkedHashMap<>();
    for (AttackUnit unit : units) {
      merged.merge(
          unit.workId(),
          unit,
          (one, other) ->
              one.at(
                  Stream.concat(
                          one.attack().epsilons().stream(), other.attack().epsilons().stream())
                      .distinct()
                      .toList()));
    }
    return List.copyOf(merged.values());
  }

  /** The models that can be trained since this was last asked. */
  List<ModelSpecification> trainable() {
    List<ModelSpecification> now = List.copyOf(trainable);
    trainable.clear();
    return now;
  }

  /** The other work that can begin since this was last asked. */
  List<WorkUnit> startable() {
    List<WorkUnit> now = List.copyOf(startable);
    startable.clear();
    return now;
  }

  /** What a model is a substitute of, once that is trained. */
  Optional<ModelReference> target(ModelSpecification model) {
    return model.substituted().map(Substitution::target).map(target -> ready.get(target.id()));
  }

  /** A model that has these weights. */
  Optional<ModelReference> weights(String weightsId) {
    return Optional.ofNullable(byWeights.get(weightsId));
  }

  /** A model is there. */
  public void ready(ModelReference model) {
    ready.put(model.id(), model);
    byWeights.putIfAbsent(model.specification().weightsId(), model);
    startable.add(CleanUnit.of(definitions, model, target(model.specification())));
    startable.addAll(certificates.of(model));
    trainable.addAll(substitutes.getOrDefault(model.id(), List.of()));
    for (AttackUnit unit : unitsByModel.getOrDefault(model.id(), List.of())) {
      ModelReference attacked = ready.get(unit.model().id());
      ModelReference source = ready.get(unit.source().id());
      if (attacked != null && source != null && begun.add(unit.workId())) {
        startable.add(AttackWork.of(definitions, unit, attacked, source, pictured));
      }
    }
  }

  /** A model cannot be had, nor can what depends on it. */
  void failed(ModelSpecification model, Failure failure) {
    failedModels.put(model.id(), failure);
    Failure behind = failure.behind("its model " + model.id());
    for (AttackUnit unit : unitsByModel.getOrDefault(model.id(), List.of())) {
      begun.add(unit.workId());
      failed(unit, unit.cellIds(), behind);
    }
    substitutes
        .getOrDefault(model.id(), List.of())
        .forEach(substitute -> failed(substitute, failure.behind("its target " + model.id())));
  }

  private void failed(AttackUnit unit, List<String> cells, Failure failure) {
    Map<String, Failure> ofUnit =
        failedCells.computeIfAbsent(unit.workId(), id -> new LinkedHashMap<>());
    cells.forEach(cell -> ofUnit.putIfAbsent(cell, failure));
  }

  /** A model's clean images were predicted, or could not be. */
  void predicted(CleanUnit unit, Outcome outcome) {
    if (outcome.isComplete()) {
      clean.put(unit.model().id(), CleanUnit.counts(outcome.facts()));
    } else {
      failedModels.put(unit.model().id(), Failure.of(outcome));
    }
  }

  /** What receipts tell of the attack on a chunk: each of its own cells, complete or not. */
  void attacked(AttackWork work, List<Outcome> outcomes) {
    List<Outcome> complete =
        attacked.computeIfAbsent(work.unit().workId(), id -> new ArrayList<>());
    outcomes.stream().filter(Outcome::isComplete).forEach(complete::add);
    for (Outcome outcome : outcomes) {
      if (!outcome.isComplete()) {
        failed(
            work.unit(),
            work.cells().stream()
                .filter(outcome.cells()::contains)
                .filter(cell -> complete.stream().noneMatch(one -> one.cells().contains(cell)))
                .toList(),
            Failure.of(outcome));
      }
    }
  }

  /** What a receipt tells of the certificates of a chunk. */
  void certified(CertificateWork work, Outcome outcome) {
    certificates.certified(work, outcome);
  }

  /** The models that were trained, by id. */
  public Map<String, ModelReference> ready() {
    return ready;
  }

  /** What the models make of clean images, by model. */
  public Map<String, CleanCounts> clean() {
    return clean;
  }

  /** The models that are wanted. */
  List<ModelSpecification> models() {
    return models;
  }

  /** About how long it all takes. */
  double estimatedSeconds() {
    Map<String, List<ModelSpecification>> alike =
        models.stream().collect(Collectors.groupingBy(ModelSpecification::weightsId));
    return alike.values().stream().mapToDouble(NominalWork::training).sum()
        + models.stream().mapToDouble(NominalWork::clean).sum()
        + units.stream().mapToDouble(NominalWork::attack).sum()
        + certificates.units().stream().mapToDouble(NominalWork::certificate).sum();
  }

  /** How many units are wanted that attack or certify. */
  int examinations() {
    return units.size() + certificates.units().size();
  }

  /** Why models could not be had, by model. */
  public Map<String, Failure> failedModels() {
    return failedModels;
  }

  /** Why cells are not complete, by cell: the failure of the first of their chunks. */
  public Map<String, Failure> failures() {
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (AttackUnit unit : units) {
      failedCells.getOrDefault(unit.workId(), Map.of()).forEach(failures::putIfAbsent);
      Failure ofModel = failedModels.get(unit.model().id());
      if (ofModel != null) {
        Failure behind = ofModel.behind("its model " + unit.model().id());
        unit.cellIds().forEach(cell -> failures.putIfAbsent(cell, behind));
      }
    }
    return failures;
  }

  /** Why certified cells are not complete, by cell. */
  public Map<String, Failure> certificateFailures() {
    return certificates.failures(failedModels);
  }

  /** The certificates of all complete certified cells in the order of the plan, each once. */
  public List<Extract> certificates() {
    return certificates.extracts(certificateFailures().keySet());
  }

  /** A receipt and the cells whose rows it has to give. */
  public record Extract(String file, List<String> cells) implements java.io.Serializable {}

  /** The examples of all complete cells in the order of the plan, each once. */
  public List<Extract> examples() {
    Set<String> failed = failures().keySet();
    Set<String> taken = new HashSet<>();
    List<Extract> extracts = new ArrayList<>();
    for (AttackUnit unit : units) {
      List<Outcome> outcomes = attacked.getOrDefault(unit.workId(), List.of());
      List<String> own = outcomes.isEmpty() ? List.of() : unit.cellIds();
      for (Outcome outcome : outcomes) {
        List<String> cells =
            own.stream()
                .filter(cell -> outcome.cells().contains(cell) && !failed.contains(cell))
                .filter(cell -> taken.add(cell + " " + unit.chunk()))
                .toList();
        if (!cells.isEmpty()) {
          extracts.add(new Extract(outcome.file(), cells));
        }
      }
    }
    return extracts;
  }
}
