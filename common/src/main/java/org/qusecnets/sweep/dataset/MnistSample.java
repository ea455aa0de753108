package org.qusecnets.sweep.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * A part of MNIST that comes with the program: 10,000 training and 2,000 test images, drawn from
 * the full sets by {@link StratifiedSample}.
 */
final class MnistSample extends IdxDataset {
  MnistSample() {
    super(Manifest.entry("mnist-sample"), new ImageShape(1, 28, 28), 10, 10_000, 2_000);
  }

  @Override
  public List<List<String>> places() {
    return List.of();
  }

  @Override
  FileSource source(Path dataDir, String name) {
    return FileSource.resources(manifest().directory());
  }

  @Override
  String remedy(String dataDir) {
    return "install the program again, since this file is part of it";
  }
}
