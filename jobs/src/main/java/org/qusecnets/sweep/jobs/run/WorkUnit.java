package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import org.qusecnets.sweep.jobs.store.UnitResult;

/** A piece of work that is done once, by one task. */
public sealed interface WorkUnit extends Serializable
    permits TrainUnit, CleanUnit, AttackWork, CertificateWork, DelegatingUnit {
  /**
   * Hash of all that its result depends on: who finds a receipt of this key need not do the work.
   */
  String key();

  /** What is done, for people. */
  String description();

  /** Name of the dataset that it works on. */
  String dataset();

  /** About how long it takes, see {@link NominalWork}. */
  double estimatedSeconds();

  /** The ids of the cells that it contributes to, which fail if it does. */
  default List<String> cells() {
    return List.of();
  }

  /** Whether it cannot be done in another JVM. */
  default boolean needsThisJvm() {
    return false;
  }

  /** What the function of its kind makes of it. */
  <R> R match(
      Function<TrainUnit, R> train,
      Function<CleanUnit, R> clean,
      Function<AttackWork, R> attack,
      Function<CertificateWork, R> certificate);

  /** Whether it attacks or certifies, which waits until there are models. */
  default boolean isExamination() {
    return match(train -> false, clean -> false, attack -> true, certificate -> true);
  }

  /** Does it. */
  UnitResult run(UnitContext context) throws IOException;
}
