package org.qusecnets.sweep.attack.norm;

/** A value that falls along half a period of the cosine. */
public final class Annealing {
  private Annealing() {}

  /**
   * The value at an iteration.
   *
   * @param first at iteration 0
   * @param last what it approaches at the last one
   */
  public static double cosine(double first, double last, int iteration, int iterations) {
    return last + (first - last) * (1 + Math.cos(Math.PI * iteration / iterations)) / 2;
  }
}
