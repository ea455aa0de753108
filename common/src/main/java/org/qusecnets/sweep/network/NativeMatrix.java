package org.qusecnets.sweep.network;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A row-major matrix of floats outside the Java heap: operand of ND4J's matrix product, filled and
 * read in bulk.
 *
 * <p>Products may use the first rows only, so that one matrix serves full and partial batches.
 */
final class NativeMatrix implements AutoCloseable {
  private final INDArray array;
  private final FloatBuffer buffer;
  private final int columns;

  NativeMatrix(int rows, int columns) {
    this.columns = columns;
    array = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', rows, columns);
    FloatPointer pointer = new FloatPointer(array.data().pointer()).capacity(array.length());
    buffer = pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Writes {@code length} values from the start of {@code row} on. */
  void write(int row, float[] source, int from, int length) {
    buffer.put(row * columns, source, from, length);
  }

  /** Reads {@code length} values from the start of {@code row} on. */
  void read(int row, float[] target, int from, int length) {
    buffer.get(row * columns, target, from, length);
  }

  /** {@code result = left right}, for the first rows of left and result. */
  static void multiply(NativeMatrix left, NativeMatrix right, NativeMatrix result, int rows) {
    Nd4j.gemm(left.rows(rows), right.array, result.rows(rows), false, false, 1, 0);
  }

  /** {@code result += left transpose(right)}, for the first rows of left and result. */
  static void multiplyByTransposedOnto(
      NativeMatrix left, NativeMatrix right, NativeMatrix result, int rows) {
    Nd4j.gemm(left.rows(rows), right.array, result.rows(rows), false, true, 1, 1);
  }

  /** {@code result = transpose(left) right}, for the first rows of left and right. */
  static void multiplyTransposed(
      NativeMatrix left, NativeMatrix right, NativeMatrix result, int rows) {
    Nd4j.gemm(left.rows(rows), right.rows(rows), result.array, true, false, 1, 0);
  }

  private INDArray rows(int rows) {
    return rows == array.rows()
        ? array
        : array.get(NDArrayIndex.interval(0, rows), NDArrayIndex.all());
  }

  @Override
  public void close() {
    array.close();
  }
}
