package org.qusecnets.sweep.network.layer;

/** What a pass forward is for, and what its images draw. */
public final class Pass {
  /** What it is for. */
  public enum Purpose {
    /** What the network says: statistics are frozen, nothing is dropped. */
    EVALUATION,
    /** A step of training: statistics are those of the batch, and kept. */
    TRAINING
  }

  private final Purpose purpose;
  private final long[] seeds;

  private Pass(Purpose purpose, long[] seeds) {
    this.purpose = purpose;
    this.seeds = seeds;
  }

  /**
   * A pass.
   *
   * @param seeds of the random numbers of each image, or more; null where nothing is random
   */
  public static Pass of(Purpose purpose, long[] seeds) {
    return new Pass(purpose, seeds);
  }

  /** Whether it is a step of training. */
  boolean trains() {
    return purpose == Purpose.TRAINING;
  }

  /** The seeds, [images]; null where nothing is random. */
  long[] seeds() {
    return seeds;
  }
}
