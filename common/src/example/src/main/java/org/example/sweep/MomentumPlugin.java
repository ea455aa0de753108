package org.example.sweep;

import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackPlugin;
import org.qusecnets.sweep.options.Declaration;

/** Adds the attack {@code momentum}. */
public final class MomentumPlugin implements AttackPlugin {
  @Override
  public String type() {
    return MomentumIterative.TYPE;
  }

  @Override
  public Declaration<? extends Attack> declaration() {
    return Declaration.of(MomentumIterative.class)
        .described(
            "Momentum iterative method: steps along the sign of a running sum of gradients.",
            "Dong et al. 2018, Algorithm 1");
  }
}
