package org.qusecnets.sweep.attack;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of an array that holds one image after another: how images that are done leave a batch.
 *
 * <p>{@code size} is the number of values of a row.
 */
public final class Rows {
  /** About as many rows as a network needs to be fast. */
  private static final int BATCH = 256;

  private Rows() {}

  /** Copies of some rows. */
  public static float[] gather(float[] from, int[] rows, int size) {
    float[] gathered = new float[rows.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(from, rows[i] * size, gathered, i * size, size);
    }
    return gathered;
  }

  /** One array of all rows, one after another. */
  public static float[] joined(List<float[]> rows) {
    float[] joined = new float[rows.stream().mapToInt(row -> row.length).sum()];
    int from = 0;
    for (float[] row : rows) {
      System.arraycopy(row, 0, joined, from, row.length);
      from += row.length;
    }
    return joined;
  }

  /** Puts row {@code i} of {@code values} into row {@code rows[i]}. */
  public static void scatter(float[] values, float[] to, int[] rows, int size) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, i * size, to, rows[i] * size, size);
    }
  }

  /** Marks those of {@code rows} whose place in the list is marked. */
  public static void mark(boolean[] marks, int[] rows, boolean[] marked) {
    for (int i = 0; i < rows.length; i++) {
      marks[rows[i]] |= marked[i];
    }
  }

  /** The numbers of all rows. */
  public static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** The numbers of all rows again and again. */
  static int[] repeated(int count, int times) {
    return IntStream.range(0, count * times).map(row -> row % count).toArray();
  }

  /**
   * How often rows are worth being in a batch at the same time: networks are slow in small batches,
   * and large ones gain nothing.
   *
   * @param count number of rows
   * @param most how often there is something to do for them
   */
  static int together(int count, int most) {
    return Math.max(1, Math.min(most, BATCH / Math.max(1, count)));
  }

  /** Those of {@code rows} whose place in the list is not marked. */
  public static int[] without(int[] rows, boolean[] marked) {
    return IntStream.range(0, rows.length).filter(i -> !marked[i]).map(i -> rows[i]).toArray();
  }
}
