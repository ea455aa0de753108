package org.qusecnets.sweep.dataset;

import java.util.List;

/** CIFAR in its binary version: 32 x 32 colour photographs of kinds of things. */
class CifarDataset extends DatasetDefinition {
  private final List<String> classNames;
  private final int labelBytes;
  private final List<String> trainFiles;
  private final String testFile;

  /**
   * A dataset whose training files have equally many images.
   *
   * @param labelBytes label bytes of a record, of which the last one counts
   */
  CifarDataset(
      ManifestEntry manifest,
      List<String> classNames,
      int labelBytes,
      List<String> trainFiles,
      int trainSize,
      String testFile,
      int testSize) {
    super(manifest, new ImageShape(3, 32, 32), classNames.size(), trainSize, testSize);
    this.classNames = classNames;
    this.labelBytes = labelBytes;
    this.trainFiles = trainFiles;
    this.testFile = testFile;
  }

  @Override
  final List<String> classNames() {
    return classNames;
  }

  @Override
  final ImageSet train(DatasetFiles files) {
    return read(files, trainFiles, trainSize());
  }

  @Override
  final ImageSet test(DatasetFiles files) {
    return read(files, List.of(testFile), testSize());
  }

  private ImageSet read(DatasetFiles files, List<String> names, int count) {
    int imageSize = shape().size();
    int batchSize = count / names.size();
    byte[] pixels = new byte[count * imageSize];
    byte[] labels = new byte[count];
    for (int i = 0; i < names.size(); i++) {
      CifarBatch batch =
          files.read(
              names.get(i),
              content -> CifarBatch.parse(content, batchSize, labelBytes, imageSize, classes()));
      int first = i * batchSize;
      System.arraycopy(batch.pixels(), 0, pixels, first * imageSize, batchSize * imageSize);
      System.arraycopy(batch.labels(), 0, labels, first, batchSize);
    }
    return new ImageSet(shape(), classes(), pixels, labels);
  }
}
