package org.qusecnets.sweep.dataset;

/** Time since the last restart; safe for use by several threads. */
final class Stopwatch {
  private volatile long start = System.nanoTime();

  void restart() {
    start = System.nanoTime();
  }

  long nanoseconds() {
    return System.nanoTime() - start;
  }
}
