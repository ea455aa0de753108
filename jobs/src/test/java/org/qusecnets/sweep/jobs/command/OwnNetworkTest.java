package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep over networks, one of them a user's own with blocks and batch normalisation. */
class OwnNetworkTest {
  private static final String CONFIGURATION =
      """
      datasets = [{ name = mnist-sample, train-images = 600, test-images = 40 }]
      network.initialization = he
      networks = [
        { name = mlp-200-200 }
        { name = mine, layers = [
          { conv = 6, kernel = 5, stride = 2 }, batch-norm, relu
          { residual = [{ conv = 8, kernel = 3, stride = 2, padding = 1 }, batch-norm, relu] }
          { max-pool = 2 }, { dense = 30 }, { elu = 1 }, { dropout = 0.2 }
        ] }
      ]
      training { epochs = 10, batch-size = 16, learning-rate = 0.003 }
      defenses = [{ type = none }, { type = cq, levels = 3, z = 20 }]
      attacks = [
        { type = fgsm, epsilons = [0.2] }
        { type = fgsm, threat-model = transfer, source-network = mlp-200-200, epsilons = [0.2] }
      ]
      seeds = [1]
      """;

  @TempDir private static Path folder;
  private static CommandLineRun finished;

  @BeforeAll
  static void runOnce() throws IOException {
    Files.writeString(folder.resolve("own.conf"), CONFIGURATION);
    finished = run();
  }

  private static CommandLineRun run() {
    return CommandLineRun.of(
        "run",
        folder.resolve("own.conf").toString(),
        "--out",
        folder.resolve("results").toString(),
        "--master",
        "local[2]");
  }

  private static List<Row> rows(String table) {
    return Tables.rows(folder.resolve("results"), table);
  }

  private static JsonNode network(Row row) {
    try {
      return new ObjectMapper().readTree(row.<String>getAs("recipe")).path("network");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eachNetworkIsTrainedBehindEachDefenseAndAttacked() {
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    assertThat(finished.out())
        .contains("cq n=3 z=20 network=mine", "none network=mlp-200-200")
        .contains("transfer from none network=mlp-200-200 fgsm");
    assertThat(rows("models"))
        .extracting(row -> network(row).path("architecture").asText())
        .containsExactlyInAnyOrder("mine", "mine", "mlp-200-200", "mlp-200-200");
    assertThat(rows("cells"))
        .extracting(row -> row.<String>getAs("network"))
        .hasSize(2 * 2 * 2)
        .containsOnly("mine", "mlp-200-200");
    assertThat(rows("models"))
        .allSatisfy(
            row ->
                assertThat(row.<String>getAs("network"))
                    .isEqualTo(network(row).path("architecture").asText()));
    assertThat(rows("worst_case"))
        .extracting(row -> row.<String>getAs("network"))
        .containsOnly("mine", "mlp-200-200");
    assertThat(rows("cells"))
        .allSatisfy(row -> assertThat(row.<Double>getAs("clean_accuracy")).isGreaterThan(0.5));
    assertThat(network(rows("models").get(0)).path("initialization").asText()).isEqualTo("he");
  }

  @Test
  void itsLayersAreInItsProvenance() {
    Row mine =
        rows("models").stream()
            .filter(row -> network(row).path("architecture").asText().equals("mine"))
            .findFirst()
            .orElseThrow();

    assertThat(network(mine).path("layers").toString())
        .startsWith("[{\"conv\":6,\"dilation\":\"1\",\"kernel\":\"5\",\"padding\":\"valid\"")
        .contains("{\"residual\":[{\"conv\":8")
        .contains("\"batch-norm\":1.0E-5");
    assertThat(mine.<Long>getAs("parameters")).isGreaterThan(1000);
  }

  @Test
  void whatIsFinishedIsNotDoneAgain() {
    assertThat(run().out()).contains("This sweep is complete");
  }

  @Test
  void itsModelsAreExportedLayerByLayer() throws IOException {
    Path out = folder.resolve("exported");
    String model =
        rows("models").stream()
            .filter(row -> network(row).path("architecture").asText().equals("mine"))
            .map(row -> row.<String>getAs("file"))
            .findFirst()
            .orElseThrow();

    CommandLineRun export =
        CommandLineRun.of(
            "export", folder.resolve("results").resolve(model).toString(), out.toString());

    assertThat(export.exitCode()).as(export.err()).isZero();
    JsonNode layers =
        new ObjectMapper().readTree(out.resolve("model.json").toFile()).path("layers");
    assertThat(layers.findValuesAsText("type"))
        .contains(
            "convolution", "batch-normalization", "residual", "pooling", "activation", "dense");
  }

  @Test
  void thePlanTellsTheNetworks() {
    CommandLineRun plan =
        CommandLineRun.of("plan", folder.resolve("own.conf").toString(), "--grid");

    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out().replaceAll("\\s+", " "))
        .contains("Networks architecture = mlp-200-200, initialization = he")
        .contains("conv 6 5x5/2, batch-norm, relu, residual [conv 8 3x3/2 padding 1");
  }
}
