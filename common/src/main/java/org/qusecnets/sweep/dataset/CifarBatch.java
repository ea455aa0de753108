package org.qusecnets.sweep.dataset;

/**
 * The images of one file of CIFAR's binary version, whose records are label bytes, of which the
 * last one counts, and then the pixels, channel by channel, row by row.
 *
 * @param pixels the images one after another
 * @param labels the class of each
 */
record CifarBatch(byte[] pixels, byte[] labels) {
  /**
   * Takes a file apart.
   *
   * @param content the whole file
   * @param records how many it must hold
   * @param labelBytes label bytes of a record: 1, or 2 where a superclass comes first
   * @param imageSize bytes of an image
   * @param classes every label must be below
   */
  static CifarBatch parse(byte[] content, int records, int labelBytes, int imageSize, int classes)
      throws DamagedFile {
    int recordSize = labelBytes + imageSize;
    if (content.length != records * recordSize) {
      throw new DamagedFile(
          "it has "
              + content.length
              + " bytes, expected "
              + records * recordSize
              + " for "
              + records
              + " records of "
              + recordSize);
    }
    byte[] pixels = new byte[records * imageSize];
    byte[] labels = new byte[records];
    for (int i = 0; i < records; i++) {
      labels[i] = content[i * recordSize + labelBytes - 1];
      System.arraycopy(content, i * recordSize + labelBytes, pixels, i * imageSize, imageSize);
    }
    DamagedFile.checkLabels(labels, classes);
    return new CifarBatch(pixels, labels);
  }
}
