package org.qusecnets.sweep.network.pretrained.keras;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/**
 * What a {@code .keras} file holds: a zip archive.
 *
 * @param configuration the model in JSON
 * @param weights its weights, an HDF5 file
 */
record KerasArchive(byte[] configuration, byte[] weights) {
  private static final String CONFIGURATION = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final byte[] SIGNATURE = {'P', 'K', 3, 4};

  /** Weights are hardly smaller when they are packed. */
  private static final int MOST_TIMES = 16;

  private static final int AT_LEAST = 16 << 20;
  private static final String AGAIN = "save it again with model.save, and copy all of it";

  /** Whether a file is a zip archive, as its first bytes say. */
  static boolean isOne(byte[] file) {
    for (int i = 0; i < SIGNATURE.length; i++) {
      if (file.length <= i || file[i] != SIGNATURE[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * That of a file.
   *
   * @throws UnreadableNetwork if it is damaged, has other entries, or more in them than its size
   *     lets expect
   */
  static KerasArchive read(byte[] file) throws UnreadableNetwork {
    byte[] configuration = null;
    byte[] weights = null;
    Unpacking unpacking = new Unpacking((long) MOST_TIMES * file.length + AT_LEAST);
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        switch (entry.getName()) {
          case CONFIGURATION -> configuration = unpacking.read(entries);
          case WEIGHTS -> weights = unpacking.read(entries);
          default -> unpacking.skip(entries);
        }
      }
    } catch (UnreadableNetwork e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableNetwork("is a damaged zip archive", AGAIN);
    }
    if (configuration == null || weights == null) {
      throw new UnreadableNetwork(
          "is a zip archive without " + (configuration == null ? CONFIGURATION : WEIGHTS), AGAIN);
    }
    return new KerasArchive(configuration, weights);
  }

  /** Unpacks entries, all together no more than so many bytes. */
  private static final class Unpacking {
    private final byte[] part = new byte[1 << 13];
    private long left;

    Unpacking(long most) {
      this.left = most;
    }

    byte[] read(ZipInputStream entry) throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int count = next(entry); count >= 0; count = next(entry)) {
        all.write(part, 0, count);
      }
      return all.toByteArray();
    }

    void skip(ZipInputStream entry) throws IOException {
      int count = 0;
      while (count >= 0) {
        count = next(entry);
      }
    }

    private int next(ZipInputStream entry) throws IOException {
      int count = entry.read(part);
      left -= Math.max(0, count);
      if (left < 0) {
        throw new UnreadableNetwork(
            "is a zip archive of far more than its size lets expect", AGAIN);
      }
      return count;
    }
  }
}
