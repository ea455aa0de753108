package org.qusecnets.sweep.jobs;

import org.qusecnets.sweep.dataset.Dataset;

/** What a unit of work finds where it is done. */
interface Materials {
  /** A data set. */
  Dataset dataset(String name);

  /** The models of the result folder. */
  ModelStore models();

  /** Is told that so many images were worked through. */
  void progressed(long images);
}
