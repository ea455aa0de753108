package org.qusecnets.sweep.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sweep of three models on a few images of the bundled sample. */
final class SmallSweep {
  static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 400, test-images = 50 } ]
      training { epochs = 1, batch-size = 64 }
      defenses = [ { type = none }, { type = cq, levels = 2 }, { type = tq, levels = 3 } ]
      attacks = [ { type = fgsm, epsilons = [0.1, 0.3] } ]
      seeds = [7]
      evaluation { chunk-size = 20, pictures = 2 }
      """;
  static final int IMAGES = 50;
  static final int CELLS = 6;
  static final int MODELS = 3;
  static final int UNITS = 9;

  private SmallSweep() {}

  static Path write(Path folder) throws IOException {
    return Files.writeString(folder.resolve("small.conf"), CONFIGURATION);
  }
}
