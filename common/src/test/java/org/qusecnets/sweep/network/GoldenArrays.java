package org.qusecnets.sweep.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Reads the arrays of a NumPy {@code .npz} file. */
public final class GoldenArrays {
  private GoldenArrays() {}

  /** The values of each array in C order, by its name. */
  public static Map<String, float[]> read(String resource) {
    Map<String, float[]> arrays = new TreeMap<>();
    try (InputStream file = GoldenArrays.class.getResourceAsStream(resource);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName().substring(0, entry.getName().length() - ".npy".length());
        arrays.put(
            name, NumpyFile.read(zip.readAllBytes()).castTo(DataType.FLOAT).data().asFloat());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return arrays;
  }

  /** Values from 0 to 255 as unsigned bytes. */
  public static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
