package org.qusecnets.sweep.plan;

import java.util.Collection;
import org.qusecnets.sweep.plan.Estimate.Basis;

/** Estimates at the same rates for every model. */
public record FixedRates(Rates rates) implements WorkloadEstimates {
  @Override
  public String origin() {
    return "The rates are fixed.\n";
  }

  @Override
  public Estimate of(Collection<Workload.Part> parts) {
    return new Estimate(
        parts.stream().mapToDouble(part -> rates.seconds(part.work())).sum(), Basis.NOMINAL);
  }
}
