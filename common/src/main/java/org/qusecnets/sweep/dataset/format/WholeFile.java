package org.qusecnets.sweep.dataset.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bounds of what is read at once, so that no room is made for what a file cannot hold. */
final class WholeFile {
  /** What no stream that deflate or gzip made unpacks to, times its bytes. */
  private static final long MOST_OF_A_BYTE = 1032;

  /** What an array holds in Java. */
  static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private WholeFile() {}

  /**
   * The content of a file.
   *
   * @param most how many bytes it may have
   */
  static byte[] read(Path file, long most) throws IOException {
    long bytes = Files.size(file);
    if (bytes > most) {
      throw new DamagedPicture(
          "has %d bytes, more than the %d that are read".formatted(bytes, most),
          "take a smaller one");
    }
    return Files.readAllBytes(file);
  }

  /**
   * Checks that so many bytes can be unpacked, before there is room for them.
   *
   * @param packed how many are packed or, of what is plain, there
   */
  static void checkUnpacked(long claimed, long packed) throws DamagedPicture {
    if (claimed > MOST_OF_A_BYTE * (packed + 1)) {
      throw new DamagedPicture(
          "says that it holds %d bytes, which its %d cannot".formatted(claimed, packed),
          DamagedPicture.REPLACE);
    }
  }

  /**
   * So many bytes, if an array holds them.
   *
   * @throws DamagedPicture if they are more
   */
  static int inOneArray(long bytes) throws DamagedPicture {
    if (bytes > MOST_BYTES) {
      throw new DamagedPicture(
          "has " + bytes + " values, more than the 2 GB that are read",
          "take fewer or smaller images");
    }
    return (int) bytes;
  }
}
