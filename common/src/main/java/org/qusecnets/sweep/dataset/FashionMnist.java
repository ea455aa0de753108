package org.qusecnets.sweep.dataset;

import java.util.List;

/** Fashion-MNIST: 28 x 28 grey pictures of clothes, in MNIST's format and sizes. */
final class FashionMnist extends IdxDataset {
  private static final List<String> CLASS_NAMES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  FashionMnist() {
    super(Manifest.entry("fashion-mnist"), new ImageShape(1, 28, 28), 10, 60_000, 10_000);
  }

  @Override
  List<String> classNames() {
    return CLASS_NAMES;
  }
}
