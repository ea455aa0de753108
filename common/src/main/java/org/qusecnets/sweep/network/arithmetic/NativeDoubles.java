package org.qusecnets.sweep.network.arithmetic;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Doubles outside the Java heap, where the matrix products of ND4J's BLAS compute. It is called
 * without ND4J: most products here are so small that preparing them would take as long.
 *
 * <p>However a product's sums are ordered, each value of it differs from the exact one by at most
 * {@code gamma(n) sum |a||b|}, where n is the number of products that are summed and {@code
 * gamma(n) = n u / (1 - n u)} with {@code u = 2^-53} (Higham 2002, Section 3.1).
 *
 * <p>Not safe for use by several threads.
 */
public final class NativeDoubles implements AutoCloseable {
  private DoublePointer pointer = new DoublePointer(1);
  private DoubleBuffer buffer = pointer.asBuffer();

  /** None yet. */
  public NativeDoubles() {}

  /** A copy. */
  public NativeDoubles(double[] values) {
    reserve(values.length);
    write(0, values, 0, values.length);
  }

  /** Makes room for so many values; where that takes more room than there was, all are lost. */
  public void reserve(int length) {
    if (length > buffer.capacity()) {
      pointer.close();
      pointer = new DoublePointer(length);
      buffer = pointer.asBuffer();
    }
  }

  /** Writes {@code length} values to {@code offset} on. */
  public void write(int offset, double[] source, int from, int length) {
    buffer.put(offset, source, from, length);
  }

  /** Copies {@code length} values to {@code offset} on. */
  public void write(int offset, NativeDoubles source, int from, int length) {
    buffer.put(offset, source.buffer, from, length);
  }

  /** Reads {@code length} values from {@code offset} on. */
  public void read(int offset, double[] target, int to, int length) {
    buffer.get(offset, target, to, length);
  }

  /** Makes the first {@code length} values zero. */
  public void clear(int length) {
    Pointer.memset(pointer.position(0), 0, (long) length * Double.BYTES);
  }

  /** Adds {@code length} values to those from {@code offset} on. */
  public void add(int offset, NativeDoubles summands, int from, int length) {
    cblas_daxpy(length, 1, summands.pointer.position(from), 1, pointer.position(offset), 1);
  }

  /**
   * Makes of these {@code transpose(left) right}, [rows, columns].
   *
   * @param left [depth, rows]
   * @param right [depth, columns]
   */
  public void setProduct(
      NativeDoubles left, NativeDoubles right, int rows, int depth, int columns) {
    product(0, left, 0, rows, right, rows, depth, columns, 0);
  }

  /**
   * Adds {@code transpose(left) right}, [rows, columns], to the values from {@code offset} on.
   *
   * @param left [depth, leftWidth], of which the columns from {@code leftColumn} on count
   * @param right [depth, columns]
   */
  public void addProduct(
      int offset,
      NativeDoubles left,
      int leftColumn,
      int leftWidth,
      NativeDoubles right,
      int rows,
      int depth,
      int columns) {
    product(offset, left, leftColumn, leftWidth, right, rows, depth, columns, 1);
  }

  /** Multiplies what is there by a number and adds {@code transpose(left) right} to it. */
  private void product(
      int offset,
      NativeDoubles left,
      int leftColumn,
      int leftWidth,
      NativeDoubles right,
      int rows,
      int depth,
      int columns,
      double kept) {
    cblas_dgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        rows,
        columns,
        depth,
        1,
        left.pointer.position(leftColumn),
        leftWidth,
        right.pointer.position(0),
        columns,
        kept,
        pointer.position(offset),
        columns);
  }

  /**
   * Makes of these {@code left transpose(right)}, [rows, columns].
   *
   * @param left [rows, depth]
   * @param right [columns, depth]
   */
  public void setProductByTransposed(
      NativeDoubles left, NativeDoubles right, int rows, int depth, int columns) {
    if (rows == 1) {
      cblas_dgemv(
          CblasRowMajor,
          CblasNoTrans,
          columns,
          depth,
          1,
          right.pointer.position(0),
          depth,
          left.pointer.position(0),
          1,
          0,
          pointer.position(0),
          1);
      return;
    }
    cblas_dgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        rows,
        columns,
        depth,
        1,
        left.pointer.position(0),
        depth,
        right.pointer.position(0),
        depth,
        0,
        pointer.position(0),
        columns);
  }

  @Override
  public void close() {
    pointer.close();
  }
}
