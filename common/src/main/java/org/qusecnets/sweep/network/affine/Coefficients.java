package org.qusecnets.sweep.network.affine;

/** Coefficients of several linear functions of the values of a window. */
@FunctionalInterface
public interface Coefficients {
  /**
   * Reads all functions' coefficients of one value.
   *
   * @param value its place among those of the window, [rows, columns, channels]
   * @param coefficients where they go, from 0 on, [functions]
   */
  void read(int value, double[] coefficients);
}
