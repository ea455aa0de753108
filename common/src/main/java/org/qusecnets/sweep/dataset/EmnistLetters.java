package org.qusecnets.sweep.dataset;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The letters of EMNIST: 28 x 28 grey handwritten letters, capital or small, 26 classes. Its files
 * have images column by column and labels from 1 on.
 */
final class EmnistLetters extends IdxDataset {
  private static final int CLASSES = 26;

  EmnistLetters() {
    this(Manifest.entry("emnist-letters"), new ImageShape(1, 28, 28), 124_800, 20_800);
  }

  EmnistLetters(ManifestEntry manifest, ImageShape shape, int trainSize, int testSize) {
    super(
        manifest,
        shape,
        CLASSES,
        "emnist-letters-train",
        trainSize,
        "emnist-letters-test",
        testSize);
  }

  @Override
  List<String> classNames() {
    return IntStream.range(0, CLASSES).mapToObj(i -> String.valueOf((char) ('A' + i))).toList();
  }

  @Override
  int firstLabel() {
    return 1;
  }

  @Override
  byte[] arranged(byte[] stored) {
    int side = shape().height();
    byte[] rows = new byte[stored.length];
    for (int i = 0; i < stored.length; i++) {
      int image = i / shape().size();
      int column = i / side % side;
      int row = i % side;
      rows[(image * side + row) * side + column] = stored[i];
    }
    return rows;
  }
}
