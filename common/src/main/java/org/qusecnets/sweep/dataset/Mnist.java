package org.qusecnets.sweep.dataset;

/** MNIST: 28 x 28 grey handwritten digits, 60,000 for training and 10,000 for tests. */
final class Mnist extends IdxDataset {
  Mnist() {
    super(Manifest.entry("mnist"), new ImageShape(1, 28, 28), 10, 60_000, 10_000);
  }
}
