package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose models are trained otherwise than by default. */
class TrainingOptionsTest {
  private static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 200, test-images = 10 } ]
      network { architecture = mlp-200-200 }
      training {
        epochs = 6, batch-size = 50, learning-rate = 0.05
        optimizer = sgd, weight-decay = 5e-4, schedule = cosine, warm-up = 0.1, clip-norm = 5
        flip = horizontal, shift = 2
        # No epoch is that much better than the one before it.
        patience = 2, least-gain = 0.99
      }
      defenses = [ { type = none }, { type = defensive-distillation, temperature = 2 } ]
      attacks = [ { type = fgsm, epsilons = [0.1], threat-model = [white-box, black-box] } ]
      substitute { hold-out = 40, iterations = 2, epochs = 3, optimizer = adamw }
      seeds = [1]
      """;

  @TempDir private Path folder;

  /** Three epochs a network: the first, and two without a gain. */
  @Test
  void tablesShowTheEpochsThatWereRunAndModelsAreRead() throws Exception {
    Path results = folder.resolve("results");
    Path configuration = Files.writeString(folder.resolve("otherwise.conf"), CONFIGURATION);

    CommandLineRun run =
        CommandLineRun.of("run", configuration.toString(), "--out", results.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<Row> models = Tables.rows(results, "models");
    for (String column : List.of("training_loss", "training_accuracy", "epoch_seconds")) {
      assertThat(models)
          .extracting(row -> row.getList(row.fieldIndex(column)).size())
          .as(column)
          .containsExactlyInAnyOrder(3, 6, 6, 6);
    }
    for (Row model : models) {
      assertThat(model.<String>getAs("recipe")).contains("\"optimizer\":");
      CommandLineRun export =
          CommandLineRun.of(
              "export",
              results.resolve(model.<String>getAs("file")).toString(),
              folder.resolve(model.<String>getAs("model_id")).toString());
      assertThat(export.exitCode()).as(export.err()).isZero();
    }
  }
}
