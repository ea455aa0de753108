package org.qusecnets.sweep.jobs.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.jobs.run.SweepState.Extract;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.Outcome;

/** What of a grid's certificates is done, and what failed. */
final class CertificateState {
  private final Definitions definitions;
  private final List<CertificateUnit> units;
  private final Map<String, List<CertificateUnit>> byModel;
  private final Map<String, Outcome> complete = new HashMap<>();
  private final Map<String, Failure> failed = new HashMap<>();

  /** Nothing is done. */
  CertificateState(Definitions definitions, List<CertificateUnit> units) {
    this.definitions = definitions;
    this.units = units;
    byModel = units.stream().collect(Collectors.groupingBy(unit -> unit.model().id()));
  }

  List<CertificateUnit> units() {
    return units;
  }

  /** What can begin once a model is there. */
  List<CertificateWork> of(ModelReference model) {
    return byModel.getOrDefault(model.id(), List.of()).stream()
        .map(unit -> CertificateWork.of(definitions, unit, model))
        .toList();
  }

  void certified(CertificateWork work, Outcome outcome) {
    String unit = work.unit().id();
    if (outcome.isComplete()) {
      complete.put(unit, outcome);
      failed.remove(unit);
    } else if (!complete.containsKey(unit)) {
      failed.put(unit, Failure.of(outcome));
    }
  }

  /**
   * Why certified cells are not complete, by cell: the failure of the first of their chunks.
   *
   * @param failedModels why models could not be had, by model
   */
  Map<String, Failure> failures(Map<String, Failure> failedModels) {
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (CertificateUnit unit : units) {
      String model = unit.model().id();
      Failure failure =
          failedModels.containsKey(model)
              ? failedModels.get(model).behind("its model " + model)
              : failed.get(unit.id());
      if (failure != null) {
        unit.cellIds().forEach(cell -> failures.putIfAbsent(cell, failure));
      }
    }
    return failures;
  }

  /**
   * The receipts of complete units and what they have to give. What several entries ask for is
   * given by the first of them.
   *
   * @param without cells that are not complete
   */
  List<Extract> extracts(Set<String> without) {
    Set<String> taken = new HashSet<>();
    Function<CertificateUnit, List<String>> cells =
        unit ->
            unit.cellIds().stream()
                .filter(cell -> !without.contains(cell))
                .filter(cell -> taken.add(cell + " " + unit.from()))
                .toList();
    return units.stream()
        .filter(unit -> complete.containsKey(unit.id()))
        .map(unit -> new Extract(complete.get(unit.id()).file(), cells.apply(unit)))
        .filter(extract -> !extract.cells().isEmpty())
        .toList();
  }
}
