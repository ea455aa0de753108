package org.qusecnets.sweep.network.arithmetic;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/** Exponentials of runs of floats, by ND4J. */
public final class NativeExponential implements AutoCloseable {
  /** Floats for one native call: enough to outweigh the call, few enough for the caches. */
  public static final int CHUNK = 1 << 16;

  private final NativeFloats chunk = new NativeFloats(CHUNK);

  /** Replaces the values from {@code start} to before {@code end} by their exponentials. */
  public void replace(float[] values, int start, int end) {
    for (int from = start; from < end; from += CHUNK) {
      int length = Math.min(CHUNK, end - from);
      chunk.write(0, values, from, length);
      INDArray array = chunk.matrix(0, 1, length);
      Nd4j.getExecutioner().exec(new Exp(array, array));
      chunk.read(0, values, from, length);
    }
  }

  @Override
  public void close() {
    chunk.close();
  }
}
