package org.qusecnets.sweep.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;

/**
 * A task of a sweep.
 *
 * @param id its name among the sweep's tasks
 * @param phase what it does
 * @param estimate how long it takes
 * @param after the ids of the tasks that must have ended before it starts
 */
public record Task(String id, Phase phase, Estimate estimate, Set<String> after) {
  /** Copies the ids. */
  public Task {
    after = Set.copyOf(after);
  }

  /** Seconds on one core. */
  double seconds() {
    return estimate.seconds();
  }

  /**
   * The tasks of a grid: one for each model's weights, for each attack unit and for each model's
   * clean images. A substitute's training waits for its target, everything else for the weights of
   * the models that it sees.
   */
  public static List<Task> of(Grid grid, TaskEstimates estimates) {
    List<Task> tasks = new ArrayList<>();
    Map<String, String> trainings = new HashMap<>();
    for (List<ModelSpecification> alike : Workload.trainings(grid)) {
      String id = "train " + alike.get(0).weightsId();
      alike.forEach(model -> trainings.put(model.id(), id));
    }
    for (List<ModelSpecification> alike : Workload.trainings(grid)) {
      ModelSpecification trained = alike.get(0);
      tasks.add(
          new Task(
              trainings.get(trained.id()),
              Phase.TRAINING,
              estimates.training(alike),
              trained
                  .substituted()
                  .map(s -> Set.of(trainings.get(s.target().id())))
                  .orElse(Set.of())));
    }
    for (AttackUnit unit : grid.units()) {
      Set<String> after =
          unit.source().id().equals(unit.model().id())
              ? Set.of(trainings.get(unit.model().id()))
              : both(trainings.get(unit.model().id()), trainings.get(unit.source().id()));
      tasks.add(new Task("attack " + unit.id(), Phase.ATTACKS, estimates.attack(unit), after));
    }
    for (CertificateUnit unit : grid.certificateUnits()) {
      tasks.add(
          new Task(
              "certify " + unit.id(),
              Phase.CERTIFICATES,
              estimates.certificate(unit),
              Set.of(trainings.get(unit.model().id()))));
    }
    for (ModelSpecification model : grid.models()) {
      tasks.add(
          new Task(
              "predict " + model.id(),
              Phase.CLEAN,
              estimates.clean(model),
              Set.of(trainings.get(model.id()))));
    }
    return tasks;
  }

  /** Models with the same weights may be each other's source. */
  private static Set<String> both(String one, String other) {
    return one.equals(other) ? Set.of(one) : Set.of(one, other);
  }
}
