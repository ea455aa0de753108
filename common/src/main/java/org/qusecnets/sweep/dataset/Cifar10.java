package org.qusecnets.sweep.dataset;

import java.util.List;
import java.util.stream.IntStream;

/**
 * CIFAR-10 in its binary version: 32 x 32 colour photographs of 10 kinds of things, five batches of
 * 10,000 for training and one for tests.
 */
final class Cifar10 extends DatasetDefinition {
  private static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private final int batchSize;

  Cifar10() {
    this(Manifest.entry("cifar10"), 10_000);
  }

  Cifar10(ManifestEntry manifest, int batchSize) {
    super(manifest, new ImageShape(3, 32, 32), CLASS_NAMES.size(), 5 * batchSize, batchSize);
    this.batchSize = batchSize;
  }

  @Override
  List<String> classNames() {
    return CLASS_NAMES;
  }

  @Override
  ImageSet train(DatasetFiles files) {
    return read(files, IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i).toList());
  }

  @Override
  ImageSet test(DatasetFiles files) {
    return read(files, List.of("test_batch"));
  }

  private ImageSet read(DatasetFiles files, List<String> batches) {
    int imageSize = shape().size();
    byte[] pixels = new byte[batches.size() * batchSize * imageSize];
    byte[] labels = new byte[batches.size() * batchSize];
    for (int i = 0; i < batches.size(); i++) {
      CifarBatch batch =
          files.read(
              batches.get(i) + ".bin",
              content -> CifarBatch.parse(content, batchSize, imageSize, classes()));
      int first = i * batchSize;
      System.arraycopy(batch.pixels(), 0, pixels, first * imageSize, batchSize * imageSize);
      System.arraycopy(batch.labels(), 0, labels, first, batchSize);
    }
    return new ImageSet(shape(), classes(), pixels, labels);
  }
}
