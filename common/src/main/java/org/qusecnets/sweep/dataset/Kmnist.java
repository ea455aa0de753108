package org.qusecnets.sweep.dataset;

import java.util.List;

/** Kuzushiji-MNIST: 28 x 28 grey characters of cursive Japanese, in MNIST's format and sizes. */
final class Kmnist extends IdxDataset {
  private static final List<String> CLASS_NAMES =
      List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo");

  Kmnist() {
    super(Manifest.entry("kmnist"), new ImageShape(1, 28, 28), 10, 60_000, 10_000);
  }

  @Override
  List<String> classNames() {
    return CLASS_NAMES;
  }
}
