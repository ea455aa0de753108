package org.qusecnets.sweep.calibration;

/** Wall time that is shared among measurements, from when it is made. */
final class Budget {
  private final double seconds;
  private final long start = System.nanoTime();

  Budget(double seconds) {
    this.seconds = seconds;
  }

  double spent() {
    return since(start);
  }

  /** An equal share of what is left, at most this; 0 or less if nothing is left. */
  double share(int measurements, double most) {
    return Math.min(most, (seconds - spent()) / measurements);
  }

  static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
