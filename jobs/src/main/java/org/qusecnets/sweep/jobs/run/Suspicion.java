package org.qusecnets.sweep.jobs.run;

/** What is known of a unit of work that is to be done. */
enum Suspicion {
  /** Nothing speaks against it. */
  UNSUSPECTED,
  /** A process may have died of it. */
  SUSPECT
}
