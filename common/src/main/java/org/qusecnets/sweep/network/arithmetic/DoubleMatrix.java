package org.qusecnets.sweep.network.arithmetic;

import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix of doubles outside the Java heap that others are multiplied with.
 *
 * <p>However a product's sums are ordered, each value of it differs from the exact one by at most
 * {@code gamma(n) sum |a||b|}, where n is the number of rows of this matrix and {@code gamma(n) = n
 * u / (1 - n u)} with {@code u = 2^-53} (Higham 2002, Section 3.1).
 */
public final class DoubleMatrix implements AutoCloseable {
  /** Values of the larger factor or product that are worked on together. */
  private static final int CHUNK = 1 << 20;

  private final int rows;
  private final int columns;
  private final int together;
  private final INDArray matrix;
  private Doubles left = new Doubles(1);
  private Doubles result = new Doubles(1);
  private int room;

  /**
   * A copy of a matrix.
   *
   * @param values [rows, columns]
   */
  public DoubleMatrix(double[] values, int rows, int columns) {
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          values.length + " values are no matrix of " + rows + " by " + columns);
    }
    this.rows = rows;
    this.columns = columns;
    together = Math.max(1, CHUNK / Math.max(rows, columns));
    Doubles copy = new Doubles(values.length);
    copy.buffer.put(0, values, 0, values.length);
    matrix = copy.matrix(rows, columns);
  }

  /**
   * {@code product = factor this}.
   *
   * @param factor [count, rows]
   * @param product [count, columns]
   */
  public void multiply(double[] factor, int count, double[] product) {
    makeRoom(Math.min(together, count));
    for (int from = 0; from < count; from += together) {
      int some = Math.min(together, count - from);
      left.buffer.put(0, factor, from * rows, some * rows);
      try (MatrixProduct multiplied =
          MatrixProduct.of(left.matrix(some, rows), matrix, result.matrix(some, columns))) {
        multiplied.compute();
      }
      result.buffer.get(0, product, from * columns, some * columns);
    }
  }

  /** Most matrices meet few rows: what is not needed is not taken. */
  private void makeRoom(int some) {
    if (some > room) {
      left.array.close();
      result.array.close();
      left = new Doubles(some * rows);
      result = new Doubles(some * columns);
      room = some;
    }
  }

  @Override
  public void close() {
    matrix.close();
    left.array.close();
    result.array.close();
  }

  private static final class Doubles {
    private final INDArray array;
    private final DoubleBuffer buffer;

    Doubles(int length) {
      array = Nd4j.createUninitializedDetached(DataType.DOUBLE, 'c', length);
      DoublePointer pointer = new DoublePointer(array.data().pointer()).capacity(length);
      buffer = pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asDoubleBuffer();
    }

    INDArray matrix(int rows, int columns) {
      return Nd4j.create(array.data(), new long[] {rows, columns}, new long[] {columns, 1}, 0, 'c');
    }
  }
}
