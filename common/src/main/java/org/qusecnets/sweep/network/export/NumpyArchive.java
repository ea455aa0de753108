package org.qusecnets.sweep.network.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.network.ModelArchive;

/** Arrays by name as NumPy stores them: a zip of {@code .npy} files. */
public final class NumpyArchive {
  private NumpyArchive() {}

  /** The archive of these arrays in float32 and C order; the same arrays give the same bytes. */
  public static byte[] write(Map<String, INDArray> arrays) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
        byte[] npy = npy(array.getValue());
        zip.putNextEntry(entry(array.getKey() + ".npy", npy));
        zip.write(npy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] npy(INDArray array) {
    // ND4J writes the values as they lie but always says that they lie in C order.
    INDArray inOrder = array.castTo(DataType.FLOAT).dup('c');
    try {
      return Nd4j.toNpyByteArray(inOrder);
    } finally {
      // The writer keeps only the address of the values.
      Reference.reachabilityFence(inOrder);
    }
  }

  /** Stored, as NumPy itself does: small readers of NumPy archives know nothing else. */
  private static ZipEntry entry(String name, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(ModelArchive.ENTRY_TIME);
    return entry;
  }
}
