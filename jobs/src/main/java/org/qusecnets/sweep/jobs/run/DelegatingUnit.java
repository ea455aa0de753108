package org.qusecnets.sweep.jobs.run;

import java.util.List;

/** A unit of work that is done in another way. */
interface DelegatingUnit extends WorkUnit {
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
}
