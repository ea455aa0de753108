package org.qusecnets.sweep.recipe;

/** What a part of what stands in front of a network does to single values. */
public enum ValueMap {
  /**
   * A value of the result depends on several values of the image, or on random numbers, or there
   * may be other values than before: all that is not known to be one of the others.
   */
  MIXED,
  /** Each value by itself becomes a non-decreasing, continuous function of it. */
  CONTINUOUS,
  /** Each value by itself becomes a non-decreasing function of it that has steps. */
  STEPS
}
