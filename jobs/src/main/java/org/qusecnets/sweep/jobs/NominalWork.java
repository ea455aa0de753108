package org.qusecnets.sweep.jobs;

import org.qusecnets.sweep.attack.Cost;
import org.qusecnets.sweep.dataset.DatasetDefinition;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.ModelSpecification;

/**
 * About how much work units are, so that the longest begin first: in images that pass through a
 * network once.
 */
final class UnitCost {
  /** A gradient takes about as long as so many predictions, and a training step too. */
  private static final double GRADIENT = 2;

  private static final double TRAINING = 3.5;

  private UnitCost() {}

  static double training(ModelSpecification model) {
    long batched =
        model
            .substituted()
            .map(substitution -> substitution.options().trainingImages())
            .orElse((long) model.dataset().trainImages() * model.epochs());
    return batched
        * (TRAINING * model.recipe().hardening().images()
            + GRADIENT * model.recipe().hardening().gradients());
  }

  static double attack(AttackUnit unit) {
    DatasetDefinition dataset = Datasets.named(unit.dataset().name());
    int epsilons = unit.attack().epsilons().size();
    Cost cost = unit.attack().attack().cost(dataset.shape(), dataset.classes(), epsilons);
    double asked = GRADIENT * cost.gradients() + cost.inferences();
    return unit.images() * (asked * unit.attack().threat().draws() + 1 + 2.0 * epsilons);
  }
}
