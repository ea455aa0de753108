package org.qusecnets.sweep.network.arithmetic;

import java.util.Arrays;

/**
 * A small constant matrix that takes vectors to vectors: result {@code r} is {@code sum_c m[r][c]
 * v_c}, element by element. Loops are such that Java's compiler turns them into vector
 * instructions.
 */
final class VectorTransform {
  private final double[][] matrix;
  private final int[][] columns;
  private final float[][] weights;

  VectorTransform(double[][] matrix) {
    this.matrix = matrix;
    columns = new int[matrix.length][];
    weights = new float[matrix.length][];
    for (int r = 0; r < matrix.length; r++) {
      int terms = 0;
      int[] places = new int[matrix[r].length + 1];
      float[] factors = new float[places.length];
      for (int c = 0; c < matrix[r].length; c++) {
        if (matrix[r][c] != 0) {
          places[terms] = c;
          factors[terms++] = (float) matrix[r][c];
        }
      }
      // Terms are taken in pairs; one of weight 0 fills an odd row.
      int even = Math.max(2, terms + terms % 2);
      columns[r] = Arrays.copyOf(places, even);
      weights[r] = Arrays.copyOf(factors, even);
    }
  }

  /** Number of results. */
  int rows() {
    return matrix.length;
  }

  /** The transform by the transposed matrix. */
  VectorTransform transposed() {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int r = 0; r < matrix.length; r++) {
      for (int c = 0; c < transposed.length; c++) {
        transposed[c][r] = matrix[r][c];
      }
    }
    return new VectorTransform(transposed);
  }

  /**
   * Transforms vectors of {@code length} values: number {@code c} begins at {@code start + c x
   * step}.
   */
  void apply(float[] from, int start, int step, float[] to, int toStart, int toStep, int length) {
    for (int r = 0; r < columns.length; r++) {
      int[] place = columns[r];
      float[] weight = weights[r];
      int target = toStart + r * toStep;
      int term;
      if (place.length == 2) {
        set(
            to,
            target,
            from,
            start + place[0] * step,
            weight[0],
            start + place[1] * step,
            weight[1],
            length);
        term = 2;
      } else {
        set(
            to,
            target,
            from,
            start + place[0] * step,
            weight[0],
            start + place[1] * step,
            weight[1],
            start + place[2] * step,
            weight[2],
            start + place[3] * step,
            weight[3],
            length);
        term = 4;
      }
      for (; term < place.length; term += 2) {
        add(
            to,
            target,
            from,
            start + place[term] * step,
            weight[term],
            start + place[term + 1] * step,
            weight[term + 1],
            length);
      }
    }
  }

  private static void set(
      float[] to, int target, float[] from, int a, float byA, int b, float byB, int length) {
    for (int i = 0; i < length; i++) {
      to[target + i] = from[a + i] * byA + from[b + i] * byB;
    }
  }

  private static void set(
      float[] to,
      int target,
      float[] from,
      int a,
      float byA,
      int b,
      float byB,
      int c,
      float byC,
      int d,
      float byD,
      int length) {
    for (int i = 0; i < length; i++) {
      to[target + i] =
          (from[a + i] * byA + from[b + i] * byB) + (from[c + i] * byC + from[d + i] * byD);
    }
  }

  private static void add(
      float[] to, int target, float[] from, int a, float byA, int b, float byB, int length) {
    for (int i = 0; i < length; i++) {
      to[target + i] += from[a + i] * byA + from[b + i] * byB;
    }
  }
}
