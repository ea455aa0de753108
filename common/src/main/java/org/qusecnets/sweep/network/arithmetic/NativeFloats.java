package org.qusecnets.sweep.network.arithmetic;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Floats outside the Java heap, where ND4J computes: filled and read in runs. */
final class NativeFloats implements AutoCloseable {
  private final INDArray array;
  private final FloatBuffer buffer;

  NativeFloats(int length) {
    array = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', length);
    FloatPointer pointer = new FloatPointer(array.data().pointer()).capacity(length);
    buffer = pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Writes {@code length} values to {@code offset} on. */
  void write(int offset, float[] source, int from, int length) {
    buffer.put(offset, source, from, length);
  }

  /** Reads {@code length} values from {@code offset} on. */
  void read(int offset, float[] target, int from, int length) {
    buffer.get(offset, target, from, length);
  }

  /** The row-major matrix that begins at {@code offset}; it shares these floats. */
  INDArray matrix(int offset, int rows, int columns) {
    return Nd4j.create(
        array.data(), new long[] {rows, columns}, new long[] {columns, 1}, offset, 'c');
  }

  @Override
  public void close() {
    array.close();
  }
}
