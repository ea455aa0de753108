package org.qusecnets.sweep.claim;

/** What the sweep says of a claim. */
public enum Verdict {
  REPRODUCED,
  PARTLY,
  NOT,
  /** The cells that it speaks of are not there. */
  NOT_RUN
}
