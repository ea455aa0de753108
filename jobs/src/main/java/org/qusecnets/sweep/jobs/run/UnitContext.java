package org.qusecnets.sweep.jobs.run;

import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.ModelStore;

/** What a unit of work finds where it is done. */
interface UnitContext {
  /**
   * A dataset.
   *
   * @throws InfrastructureException if it cannot be brought here
   */
  Dataset dataset(String name) throws InfrastructureException;

  /** The models of the result folder. */
  ModelStore models();

  /**
   * Is told what was done since it was last told.
   *
   * @param images how many images were worked through
   * @param work how many of the unit's estimated seconds that was
   */
  void progressed(long images, double work);
}
