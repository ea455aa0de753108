package org.qusecnets.sweep.plan;

import java.util.Collection;
import java.util.List;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.grid.ModelSpecification;

/** Estimates that follow from the workload of a task and from no measurement. */
interface WorkloadEstimates extends TaskEstimates {
  /** What the parts of a task take together. */
  Estimate of(Collection<Workload.Part> parts);

  @Override
  default Estimate training(List<ModelSpecification> alike) {
    return of(Workload.training(alike));
  }

  @Override
  default Estimate clean(ModelSpecification model) {
    return of(Workload.clean(model));
  }

  @Override
  default Estimate attack(AttackUnit unit) {
    return of(Workload.attack(unit));
  }

  @Override
  default Estimate certificate(CertificateUnit unit) {
    return of(Workload.certificate(unit));
  }

  @Override
  default double pace() {
    return 1;
  }
}
