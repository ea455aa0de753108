package org.qusecnets.sweep.dataset;

import java.util.List;
import java.util.stream.IntStream;

/** CIFAR-10: 10 kinds of things, five batches of 10,000 for training and one for tests. */
final class Cifar10 extends CifarDataset {
  private static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  Cifar10() {
    this(Manifest.entry("cifar10"), 10_000);
  }

  Cifar10(ManifestEntry manifest, int batchSize) {
    super(
        manifest,
        CLASS_NAMES,
        1,
        IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList(),
        5 * batchSize,
        "test_batch.bin",
        batchSize);
  }
}
