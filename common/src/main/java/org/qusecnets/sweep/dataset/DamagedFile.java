package org.qusecnets.sweep.dataset;

import java.io.IOException;

/** A file that is not what it must be; the message says what was found and what was expected. */
final class DamagedFile extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFile(String reason) {
    super(reason);
  }

  /** Throws if a label is not below {@code classes}. */
  static void checkLabels(byte[] labels, int classes) throws DamagedFile {
    for (int i = 0; i < labels.length; i++) {
      int label = Byte.toUnsignedInt(labels[i]);
      if (label >= classes) {
        throw new DamagedFile(
            "the label of image " + i + " is " + label + ", expected 0 to " + (classes - 1));
      }
    }
  }
}
