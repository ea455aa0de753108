package org.qusecnets.sweep.dataset;

import java.nio.ByteBuffer;

/** Writes IDX files. */
final class IdxBytes {
  private IdxBytes() {}

  static byte[] images(ImageSet set) {
    int imageSize = set.shape().size();
    ByteBuffer bytes = ByteBuffer.allocate(16 + set.size() * imageSize);
    bytes.putInt(0x0803);
    bytes.putInt(set.size()).putInt(set.shape().height()).putInt(set.shape().width());
    for (int i = 0; i < set.size(); i++) {
      bytes.put(set.pixelBytes(i));
    }
    return bytes.array();
  }

  static byte[] labels(ImageSet set) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + set.size());
    bytes.putInt(0x0801).putInt(set.size());
    for (int i = 0; i < set.size(); i++) {
      bytes.put((byte) set.label(i));
    }
    return bytes.array();
  }
}
