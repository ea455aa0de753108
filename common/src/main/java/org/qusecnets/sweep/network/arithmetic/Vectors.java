package org.qusecnets.sweep.network.arithmetic;

/**
 * Loops over runs of floats that Java's compiler turns into vector instructions. Arrays have one
 * dimension; a run is {@code length} values from a start, or from 0 on where none is given.
 */
public final class Vectors {
  private Vectors() {}

  /** {@code to += from}. */
  public static void add(float[] to, int toStart, float[] from, int fromStart, int length) {
    for (int i = 0; i < length; i++) {
      to[toStart + i] += from[fromStart + i];
    }
  }

  /** {@code to += factor from}. */
  public static void addMultiple(
      float[] to, int toStart, float[] from, int fromStart, int length, float factor) {
    for (int i = 0; i < length; i++) {
      to[toStart + i] += factor * from[fromStart + i];
    }
  }

  /** {@code to += shift}. */
  public static void add(float[] to, int start, int length, float shift) {
    for (int i = 0; i < length; i++) {
      to[start + i] += shift;
    }
  }

  /** {@code to = max(0, to + shift)}. */
  public static void addAndRectify(float[] to, int start, int length, float shift) {
    for (int i = 0; i < length; i++) {
      to[start + i] = Math.max(0f, to[start + i] + shift);
    }
  }

  /** Makes zero what stands where {@code positive}, which is not negative, is zero. */
  public static void zeroWhereNotPositive(float[] values, float[] positive, int length) {
    for (int i = 0; i < length; i++) {
      // 1 where it is positive, however small, else 0: a form that becomes vector instructions.
      values[i] *= Math.min(1f, positive[i] * 0x1p126f * 0x1p24f);
    }
  }

  /** {@code to += 1} where {@code values}, from 0 on, are above a threshold. */
  public static void countAbove(
      float[] to, int start, float[] values, int length, float threshold) {
    for (int i = 0; i < length; i++) {
      to[start + i] += oneWherePositive(values[i] - threshold);
    }
  }

  /**
   * {@code to = 1} where {@code values} are less than {@code distance} from a threshold, else 0.
   */
  public static void near(float[] to, float[] values, int length, float threshold, float distance) {
    for (int i = 0; i < length; i++) {
      to[i] = oneWherePositive(distance - Math.abs(values[i] - threshold));
    }
  }

  /**
   * {@code values = min(limit, max(0, values))}, and where each was: 1 between the bounds, 0 at 0
   * and below, -1 at the limit and above.
   */
  public static void bound(float[] values, float[] places, int length, float limit) {
    for (int i = 0; i < length; i++) {
      float value = values[i];
      places[i] = oneWherePositive(value) * (2 * oneWherePositive(limit - value) - 1);
      values[i] = Math.min(limit, Math.max(0f, value));
    }
  }

  /**
   * {@code to = max(to, from)}, and {@code winners = number} where {@code from} is the larger one.
   */
  public static void max(
      float[] to,
      float[] winners,
      int start,
      float[] from,
      int fromStart,
      int length,
      float number) {
    for (int i = 0; i < length; i++) {
      float value = from[fromStart + i];
      float larger = oneWherePositive(value - to[start + i]);
      winners[start + i] += larger * (number - winners[start + i]);
      to[start + i] = Math.max(to[start + i], value);
    }
  }

  /** {@code to += from} where {@code winners}, which are whole, are a whole number. */
  public static void addWhereEqual(
      float[] to, int toStart, float[] from, float[] winners, int start, int length, float number) {
    for (int i = 0; i < length; i++) {
      float equal = 1 - Math.min(1f, Math.abs(winners[start + i] - number));
      to[toStart + i] += equal * from[start + i];
    }
  }

  /** {@code to *= from}. */
  public static void multiply(float[] to, float[] from, int length) {
    for (int i = 0; i < length; i++) {
      to[i] *= from[i];
    }
  }

  /** 1 for what is positive, however small, else 0: a form that becomes vector instructions. */
  public static float oneWherePositive(float value) {
    return Math.min(1f, Math.max(0f, value) * 0x1p126f * 0x1p24f);
  }

  /** The sum of a run, of four partial sums so that additions need not wait for each other. */
  public static float sum(float[] values, int start, int length) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int end = start + length;
    int i = start;
    for (; i + 3 < end; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < end; i++) {
      a += values[i];
    }
    return (a + b) + (c + d);
  }

  /** The sum of the squares of a run's distances from a value, of four partial sums. */
  public static float sumOfSquares(float[] values, int start, int length, float centre) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int end = start + length;
    int i = start;
    for (; i + 3 < end; i += 4) {
      a += (values[i] - centre) * (values[i] - centre);
      b += (values[i + 1] - centre) * (values[i + 1] - centre);
      c += (values[i + 2] - centre) * (values[i + 2] - centre);
      d += (values[i + 3] - centre) * (values[i + 3] - centre);
    }
    for (; i < end; i++) {
      a += (values[i] - centre) * (values[i] - centre);
    }
    return (a + b) + (c + d);
  }

  /** The sum of the products of two runs, of four partial sums. */
  public static float dot(float[] left, int leftStart, float[] right, int rightStart, int length) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      a += left[leftStart + i] * right[rightStart + i];
      b += left[leftStart + i + 1] * right[rightStart + i + 1];
      c += left[leftStart + i + 2] * right[rightStart + i + 2];
      d += left[leftStart + i + 3] * right[rightStart + i + 3];
    }
    for (; i < length; i++) {
      a += left[leftStart + i] * right[rightStart + i];
    }
    return (a + b) + (c + d);
  }

  /** Writes the transpose, [columns, rows], of {@code from}, [rows, columns]. */
  public static void transpose(float[] from, float[] to, int rows, int columns) {
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        to[c * rows + r] = from[r * columns + c];
      }
    }
  }
}
