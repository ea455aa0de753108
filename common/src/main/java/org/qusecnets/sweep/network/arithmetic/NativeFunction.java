package org.qusecnets.sweep.network.arithmetic;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/** A function of each value of runs of floats, by ND4J. */
public final class NativeFunction implements AutoCloseable {
  /** Floats for one native call: enough to outweigh the call, few enough for the caches. */
  public static final int CHUNK = 1 << 16;

  private final NativeFloats chunk = new NativeFloats(CHUNK);

  /** Replaces the values from {@code start} to before {@code end} by their exponentials. */
  public void exponential(float[] values, int start, int end) {
    replace(values, start, end, array -> Nd4j.getExecutioner().exec(new Exp(array, array)));
  }

  /** Replaces the values from {@code start} to before {@code end} by those of erf. */
  public void errorFunction(float[] values, int start, int end) {
    replace(values, start, end, array -> Nd4j.getExecutioner().exec(new Erf(array, array)));
  }

  private void replace(float[] values, int start, int end, Call call) {
    for (int from = start; from < end; from += CHUNK) {
      int length = Math.min(CHUNK, end - from);
      chunk.write(0, values, from, length);
      call.on(chunk.matrix(0, 1, length));
      chunk.read(0, values, from, length);
    }
  }

  /** Changes an array where it is. */
  @FunctionalInterface
  private interface Call {
    void on(INDArray array);
  }

  @Override
  public void close() {
    chunk.close();
  }
}
