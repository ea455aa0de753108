package org.qusecnets.sweep.attack;

/** A value that falls along half a period of the cosine. */
final class Annealing {
  private Annealing() {}

  /**
   * The value at an iteration.
   *
   * @param first at iteration 0
   * @param last what it approaches at the last one
   */
  static double cosine(double first, double last, int iteration, int iterations) {
    return last + (first - last) * (1 + Math.cos(Math.PI * iteration / iterations)) / 2;
  }
}
