package org.qusecnets.sweep.dataset;

/** A dataset of four IDX files whose names end as those that MNIST has. */
class IdxDataset extends DatasetDefinition {
  private final String trainPrefix;
  private final String testPrefix;

  IdxDataset(ManifestEntry manifest, ImageShape shape, int classes, int trainSize, int testSize) {
    this(manifest, shape, classes, "train", trainSize, "t10k", testSize);
  }

  /**
   * A dataset.
   *
   * @param trainPrefix what the names of its training files begin with
   * @param testPrefix what the names of its test files begin with
   */
  IdxDataset(
      ManifestEntry manifest,
      ImageShape shape,
      int classes,
      String trainPrefix,
      int trainSize,
      String testPrefix,
      int testSize) {
    super(manifest, shape, classes, trainSize, testSize);
    this.trainPrefix = trainPrefix;
    this.testPrefix = testPrefix;
  }

  @Override
  final ImageSet train(DatasetFiles files) {
    return read(files, trainPrefix, trainSize());
  }

  @Override
  final ImageSet test(DatasetFiles files) {
    return read(files, testPrefix, testSize());
  }

  private ImageSet read(DatasetFiles files, String prefix, int count) {
    byte[] pixels =
        files.read(
            prefix + "-images-idx3-ubyte", content -> IdxFile.images(content, count, shape()));
    byte[] labels =
        files.read(
            prefix + "-labels-idx1-ubyte",
            content -> labels(IdxFile.labels(content, count, firstLabel() + classes())));
    return new ImageSet(shape(), classes(), arranged(pixels), labels);
  }

  private byte[] labels(byte[] written) throws DamagedFile {
    byte[] labels = new byte[written.length];
    for (int i = 0; i < labels.length; i++) {
      int label = Byte.toUnsignedInt(written[i]) - firstLabel();
      if (label < 0) {
        throw new DamagedFile("the label of image " + i + " is below " + firstLabel());
      }
      labels[i] = (byte) label;
    }
    return labels;
  }

  /** The label of the first class in its files. */
  int firstLabel() {
    return 0;
  }

  /** The pixels, row by row; as they are stored, if the files have them so. */
  byte[] arranged(byte[] stored) {
    return stored;
  }
}
