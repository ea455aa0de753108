package org.qusecnets.sweep.jobs.run;

import java.util.List;
import java.util.function.Function;

/** A unit of work that is done in another way. */
non-sealed interface DelegatingUnit extends WorkUnit {
  /** What it stands for. */
  WorkUnit unit();

  @Override
  default String key() {
    return unit().key();
  }

  @Override
  default String description() {
    return unit().description();
  }

  @Override
  default String dataset() {
    return unit().dataset();
  }

  @Override
  default double estimatedSeconds() {
    return unit().estimatedSeconds();
  }

  @Override
  default List<String> cells() {
    return unit().cells();
  }

  @Override
  default <R> R match(
      Function<TrainUnit, R> train,
      Function<CleanUnit, R> clean,
      Function<AttackWork, R> attack,
      Function<CertificateWork, R> certificate) {
    return unit().match(train, clean, attack, certificate);
  }
}
