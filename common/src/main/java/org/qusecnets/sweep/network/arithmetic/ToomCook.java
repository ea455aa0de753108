package org.qusecnets.sweep.network.arithmetic;

import java.util.Arrays;

/**
 * A one-dimensional convolution of a whole row with fewer multiplications than its definition
 * needs: {@code outputs = output ((filter taps) * (input values))}, where * multiplies element by
 * element (Toom and Cook; for networks Winograd, Lavin and Gray 2015, arXiv:1509.09308).
 *
 * <p>The row is cut into tiles of at most three outputs: longer ones need fewer multiplications
 * still, but their rounding errors grow past those of float32 products.
 *
 * @param input values to points
 * @param filter taps to points
 * @param output points to outputs
 */
record ToomCook(VectorTransform input, VectorTransform filter, VectorTransform output) {
  private static final int[] POINTS = {0, 1, -1, 2, -2};
  private static final int LONGEST_TILE = 3;

  /** The longest filter that {@link #of} takes: more would need points further out. */
  static final int MOST_TAPS = 4;

  /** The convolution of {@code outputs + taps - 1} values with {@code taps} taps. */
  static ToomCook of(int outputs, int taps) {
    int points = points(outputs, taps);
    double[][] input = new double[points][outputs + taps - 1];
    double[][] filter = new double[points][taps];
    double[][] output = new double[outputs][points];
    int point = 0;
    for (int first = 0; first < outputs; first += tile(outputs - first)) {
      int tile = tile(outputs - first);
      fillTile(tile, taps, first, point, input, filter, output);
      point += tile + taps - 1;
    }
    return new ToomCook(
        new VectorTransform(input), new VectorTransform(filter), new VectorTransform(output));
  }

  /** Number of products of such a convolution. */
  static int points(int outputs, int taps) {
    int points = 0;
    for (int first = 0; first < outputs; first += tile(outputs - first)) {
      points += tile(outputs - first) + taps - 1;
    }
    return points;
  }

  /** Number of products. */
  int points() {
    return input.rows();
  }

  /** Outputs of the next tile: three, but two and two rather than three and one. */
  private static int tile(int outputs) {
    return outputs == LONGEST_TILE + 1 ? LONGEST_TILE - 1 : Math.min(LONGEST_TILE, outputs);
  }

  /**
   * Evaluates at small integers and at infinity; the input's part is the transpose of Lagrange's
   * interpolation, its rows scaled by powers of two to about one.
   */
  private static void fillTile(
      int outputs,
      int taps,
      int firstOutput,
      int firstPoint,
      double[][] input,
      double[][] filter,
      double[][] output) {
    int finite = outputs + taps - 2;
    for (int p = 0; p < finite; p++) {
      double[] basis = polynomial(finite, p);
      double scale =
          Math.scalb(
              1.0, Math.getExponent(Arrays.stream(basis).map(Math::abs).max().getAsDouble()));
      double norm = scale;
      for (int other = 0; other < finite; other++) {
        norm /= other == p ? 1 : POINTS[p] - POINTS[other];
      }
      for (int i = 0; i < basis.length; i++) {
        input[firstPoint + p][firstOutput + i] = basis[i] / scale;
      }
      for (int tap = 0; tap < taps; tap++) {
        filter[firstPoint + p][tap] = Math.pow(POINTS[p], tap) * norm;
      }
      for (int o = 0; o < outputs; o++) {
        output[firstOutput + o][firstPoint + p] = Math.pow(POINTS[p], o);
      }
    }
    double[] basis = polynomial(finite, finite);
    System.arraycopy(basis, 0, input[firstPoint + finite], firstOutput, basis.length);
    filter[firstPoint + finite][taps - 1] = 1;
    output[firstOutput + outputs - 1][firstPoint + finite] = 1;
  }

  /** Coefficients, lowest first, of the product of (x - point) over all points but one. */
  private static double[] polynomial(int points, int without) {
    double[] product = {1};
    for (int p = 0; p < points; p++) {
      if (p != without) {
        double[] next = new double[product.length + 1];
        for (int i = 0; i < product.length; i++) {
          next[i + 1] += product[i];
          next[i] -= POINTS[p] * product[i];
        }
        product = next;
      }
    }
    return product;
  }
}
