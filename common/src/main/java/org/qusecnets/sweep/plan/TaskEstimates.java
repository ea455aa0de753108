package org.qusecnets.sweep.plan;

import java.util.List;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.grid.ModelSpecification;

/** What the tasks of a sweep take on one core. */
public interface TaskEstimates {
  /**
   * The training of models that have the same weights.
   *
   * @param alike at least one
   */
  Estimate training(List<ModelSpecification> alike);

  /** A model's predictions of all its clean test images. */
  Estimate clean(ModelSpecification model);

  /** An attack unit. */
  Estimate attack(AttackUnit unit);

  /** A certificate unit. */
  Estimate certificate(CertificateUnit unit);

  /** How much longer than nominal the work takes that was measured; 1 if nothing was. */
  double pace();

  /** Where the figures come from, in a sentence or a few for a terminal. */
  String origin();
}
