package org.qusecnets.sweep.network;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads NumPy's {@code .npy} files with ND4J's reader. */
public final class NumpyFile {
  private NumpyFile() {}

  /**
   * The array of a file, in C order.
   *
   * <p>ND4J's reader copies from an address. {@code Nd4j.createNpyFromByteArray} does not keep the
   * bytes that are there, so that a garbage collection at the wrong time leaves it to copy what
   * others have written since.
   */
  public static INDArray read(byte[] file) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(file.length).put(file).rewind();
    try {
      return Nd4j.createFromNpyPointer(new Pointer(bytes)).dup('c');
    } finally {
      Reference.reachabilityFence(bytes);
    }
  }
}
