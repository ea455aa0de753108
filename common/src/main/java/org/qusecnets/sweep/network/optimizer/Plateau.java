package org.qusecnets.sweep.network.optimizer;

/** Notices that the loss of training no longer falls. */
public final class Plateau {
  private final int patience;
  private final double leastGain;
  private double least = Double.POSITIVE_INFINITY;
  private int waited;

  /**
   * Nothing noticed yet.
   *
   * @param patience epochs in a row without a gain that make a plateau; with 0 nothing does
   * @param leastGain by what share of the least loss so far a loss must be below it to be a gain,
   *     from 0 to below 1
   */
  public Plateau(int patience, double leastGain) {
    this.patience = patience;
    this.leastGain = leastGain;
  }

  /**
   * Takes an epoch into account.
   *
   * @param loss its mean loss, at least 0
   * @return whether the loss has come to a plateau
   */
  public boolean isReachedAt(double loss) {
    // The first condition is for a loss of 0, of which nothing is a share.
    if (loss < least && loss <= least * (1 - leastGain)) {
      least = loss;
      waited = 0;
    } else {
      waited++;
    }
    return patience > 0 && waited >= patience;
  }
}
