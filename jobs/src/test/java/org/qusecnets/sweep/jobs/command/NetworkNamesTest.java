package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of models and cells names their network where a sweep has several. */
class NetworkNamesTest {
  private static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 200, test-images = 20 } ]
      networks = [ { name = mlp-200-200 }, { name = smooth, layers = [ { dense = 10 }, tanh ] } ]
      training { epochs = 1, batch-size = 50 }
      defenses = [ { type = none } ]
      attacks = [
        { type = fgsm, epsilons = [0.1] }
        { type = faulty, fault = exception, misclassified = attack, threat-model = transfer, source-network = mlp-200-200, epsilons = [0.1] }
      ]
      certificates = [ { type = interval, epsilons = [0.01] } ]
      seeds = [3]
      resilience { steps = 1, draws = 1, gaussian = 0, salt-and-pepper = 0 }
      """;

  @TempDir private static Path folder;
  private static CommandLineRun finished;

  @BeforeAll
  static void runOnce() throws IOException {
    Files.writeString(folder.resolve("names.conf"), CONFIGURATION);
    finished = command("run");
  }

  private static CommandLineRun command(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                name,
                folder.resolve("names.conf").toString(),
                "--out",
                folder.resolve("results").toString(),
                "--master",
                "local[2]"));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void failedCellsNameTheirNetworks() {
    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(4);
    assertThat(finished.out())
        .contains("none {} of mlp-200-200, faulty, epsilon 0.1, seed 3")
        .contains("none {} of smooth, faulty, epsilon 0.1, seed 3");
  }

  @Test
  void whatIsNotCertifiedNamesItsNetwork() {
    assertThat(finished.out()).contains("n/a, none of smooth: its network has tanh where");
  }

  @Test
  void workNamesItsNetworkAndTheOneThatATransferComesFrom() {
    assertThat(finished.out() + finished.err())
        .contains(", from mlp-200-200, against none {} of smooth on mnist-sample, seed 3")
        .contains(", against none {} of mlp-200-200 on mnist-sample, seed 3")
        .doesNotContain("from mlp-200-200, against none {} of mlp-200-200");
  }

  @Test
  void tolerableNoiseIsOfANetwork() throws IOException {
    CommandLineRun resilience = command("resilience");

    assertThat(resilience.exitCode()).as(resilience.err()).isZero();
    assertThat(Files.readString(folder.resolve("results/resilience/report.txt")))
        .contains("none of mlp-200-200, seed 3 (model ", "none of smooth, seed 3 (model ");
  }
}
