package org.qusecnets.sweep.plan;

import java.util.Collection;
import java.util.List;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.plan.Estimate.Basis;

/** Estimates at the same rates for every model. */
public record FixedRates(Rates rates) implements TaskEstimates {
  @Override
  public Estimate training(List<ModelSpecification> alike) {
    return estimate(Workload.training(alike));
  }

  @Override
  public Estimate clean(ModelSpecification model) {
    return estimate(Workload.clean(model));
  }

  @Override
  public Estimate attack(AttackUnit unit) {
    return estimate(Workload.attack(unit));
  }

  @Override
  public double pace() {
    return 1;
  }

  @Override
  public String origin() {
    return "The rates are fixed.\n";
  }

  private Estimate estimate(Collection<Workload.Part> parts) {
    return new Estimate(
        parts.stream().mapToDouble(part -> rates.seconds(part.work())).sum(), Basis.NOMINAL);
  }
}
