package org.qusecnets.sweep.network.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.ModelArchive;

/** Arrays by name as NumPy stores them: a zip of {@code .npy} files. */
public final class NumpyArchive {
  private NumpyArchive() {}

  /** The archive of these arrays in float32 and C order; the same arrays give the same bytes. */
  public static byte[] write(Map<String, INDArray> arrays) {
    Map<String, NumpyArray> stored = new LinkedHashMap<>();
    arrays.forEach((name, array) -> stored.put(name, NumpyArray.of(array)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(stored, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes an archive of arrays that need not be in memory: each is asked twice for its values. The
   * same arrays give the same bytes.
   *
   * @param out is closed
   */
  public static void write(Map<String, NumpyArray> arrays, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
        zip.putNextEntry(entry(array.getKey() + ".npy", array.getValue()));
        array.getValue().writeTo(zip);
      }
    }
  }

  /** Stored, as NumPy itself does: small readers of NumPy archives know nothing else. */
  private static ZipEntry entry(String name, NumpyArray array) throws IOException {
    CountingStream counted = new CountingStream();
    CheckedOutputStream checked = new CheckedOutputStream(counted, new CRC32());
    array.writeTo(checked);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(counted.bytes);
    entry.setCrc(checked.getChecksum().getValue());
    entry.setTimeLocal(ModelArchive.ENTRY_TIME);
    return entry;
  }

  /** Keeps the number of bytes and nothing else. */
  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] content, int from, int length) {
      bytes += length;
    }
  }
}
