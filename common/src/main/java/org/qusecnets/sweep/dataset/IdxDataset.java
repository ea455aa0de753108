package org.qusecnets.sweep.dataset;

/** A dataset of four IDX files with the names that MNIST has. */
class IdxDataset extends DatasetDefinition {
  IdxDataset(ManifestEntry manifest, ImageShape shape, int classes, int trainSize, int testSize) {
    super(manifest, shape, classes, trainSize, testSize);
  }

  @Override
  final ImageSet train(DatasetFiles files) {
    return read(files, "train", trainSize());
  }

  @Override
  final ImageSet test(DatasetFiles files) {
    return read(files, "t10k", testSize());
  }

  private ImageSet read(DatasetFiles files, String prefix, int count) {
    byte[] pixels =
        files.read(
            prefix + "-images-idx3-ubyte", content -> IdxFile.images(content, count, shape()));
    byte[] labels =
        files.read(
            prefix + "-labels-idx1-ubyte", content -> IdxFile.labels(content, count, classes()));
    return new ImageSet(shape(), classes(), pixels, labels);
  }
}
