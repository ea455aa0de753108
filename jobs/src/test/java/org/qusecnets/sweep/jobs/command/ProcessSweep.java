package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.qusecnets.sweep.options.Options;

/** Sweeps of seconds, for tests that run them many times. */
final class ProcessSweep {
  private ProcessSweep() {}

  /** One undefended model, 20 images in chunks of this size, and FGSM beside these attacks. */
  static Path faulty(Path folder, int chunkSize, FaultyAttack.Fault... faults) throws IOException {
    return write(
        folder,
        "faulty"
            + List.of(faults).stream()
                .map(fault -> "-" + Options.nameOf(fault))
                .collect(Collectors.joining()),
        """
        datasets = [ { name = mnist-sample, train-images = 200, test-images = 20 } ]
        network.architecture = mlp-200-200
        training { epochs = 1, batch-size = 50 }
        defenses = [ { type = none } ]
        attacks = [
          { type = fgsm, epsilons = [0.1, 0.3] }
          %s
        ]
        seeds = [3]
        evaluation { chunk-size = %d, pictures = 2 }
        """
            .formatted(
                List.of(faults).stream()
                    .map(
                        fault ->
                            "{ type = faulty, fault = %s, misclassified = attack, epsilons = [0.1] }"
                                .formatted(Options.nameOf(fault)))
                    .collect(Collectors.joining("\n  ")),
                chunkSize));
  }

  /**
   * Three models whose training takes half a second, and 24 attacks, half of which take a moment.
   */
  static Path steady(Path folder) throws IOException {
    return write(
        folder,
        "steady",
        """
        datasets = [ { name = mnist-sample, train-images = 3000, test-images = 20 } ]
        network.architecture = mlp-200-200
        training { epochs = 2, batch-size = 50 }
        defenses = [ { type = none }, { type = cq, levels = [2, 3] } ]
        attacks = [
          { type = fgsm, epsilons = [0.1, 0.3] }
          { type = pgd, iterations = 200, epsilons = [0.2], stop = after-all-iterations, reuse-successes = never }
        ]
        seeds = [5]
        evaluation { chunk-size = 5, pictures = 2 }
        """);
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".conf"), text);
  }
}
