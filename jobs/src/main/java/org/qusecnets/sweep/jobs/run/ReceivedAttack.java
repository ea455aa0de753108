package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.util.TreeMap;
import org.qusecnets.sweep.jobs.store.UnitResult;

/**
 * An attack whose images and rows somebody takes, so that its result holds none.
 *
 * @param unit the attack
 * @param receiver who takes them
 */
record ReceivedAttack(AttackWork unit, AttackReceiver receiver) implements DelegatingUnit {
  @Override
  public UnitResult run(UnitContext context) throws IOException {
    try (AttackReceiver.Reception reception = receiver.begin(unit.unit())) {
      reception.finish(unit.examples(context, reception));
    }
    return UnitResult.complete(new TreeMap<>());
  }
}
