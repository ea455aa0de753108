package org.qusecnets.sweep.jobs.run;

import java.util.List;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.plan.NominalEstimates;
import org.qusecnets.sweep.plan.TaskEstimates;

/**
 * About how much work units are, in seconds of the core that {@code sweep plan} reckons with: the
 * longest begin first, and progress is measured in it.
 */
final class NominalWork {
  private static final TaskEstimates NOMINAL = new NominalEstimates();

  private NominalWork() {}

  /** The training of models that have the same weights. */
  static double training(List<ModelSpecification> alike) {
    return NOMINAL.training(alike).seconds();
  }

  /** A model's predictions of all its clean test images. */
  static double clean(ModelSpecification model) {
    return NOMINAL.clean(model).seconds();
  }

  static double certificate(CertificateUnit unit) {
    return NOMINAL.certificate(unit).seconds();
  }

  static double attack(AttackUnit unit) {
    return NOMINAL.attack(unit).seconds();
  }
}
