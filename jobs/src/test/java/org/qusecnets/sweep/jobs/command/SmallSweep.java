package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sweep of five defenses and three threat models on a few images of the bundled sample. */
public final class SmallSweep {
  static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 400, test-images = 30 } ]
      # Quick to train. A test that is about the paper's network overrides this.
      network { architecture = mlp-200-200 }
      training { epochs = 1, batch-size = 64 }
      defenses = [
        { type = none }
        { type = cq, levels = 2 }
        { type = tq, levels = 3 }
        # The same weights as two of these: with a detector, and with random numbers.
        { type = feature-squeezing, bits = 1 }
        [ { type = cq, levels = 2 }, { type = resize-and-pad } ]
      ]
      attacks = [
        { type = fgsm, epsilons = [0.1, 0.3] }
        { type = apgd, iterations = 2, epsilons = [0.2], threat-model = transfer,
          stop = after-all-iterations, reuse-successes = never }
        { type = cw, target = least-likely, iterations = 5, search-steps = 2, initial-constant = 10,
          epsilons = [3], threat-model = black-box }
      ]
      substitute { hold-out = 40, iterations = 2, epochs = 3 }
      seeds = [7]
      evaluation { chunk-size = 20, pictures = 2 }
      claims = [
        { id = undefended, claim = "FGSM at 0.3 leaves 1.48 %.", source = "Section V, Fig. 9",
          compare = value, of = { defense = none, attack = fgsm, epsilon = 0.3 }, paper = 1.48 }
        { id = gain, claim = "Levels help.", source = abstract, compare = gain, paper = [50, 96],
          of = { defense = [cq, tq], attack = fgsm }, over = { defense = none } }
        { id = jsma, claim = "JSMA is not countered.", source = "Section V",
          compare = at-most, limit = 20, of = { attack = jsma } }
      ]
      """;
  static final int IMAGES = 30;
  static final int CELLS = 20;
  static final int DEFENSES = 5;

  /** The undefended one serves the transfers, and each has a substitute. */
  static final int MODELS = 10;

  static final int UNITS = 30;

  private SmallSweep() {}

  public static Path write(Path folder) throws IOException {
    return Files.writeString(folder.resolve("small.conf"), CONFIGURATION);
  }
}
