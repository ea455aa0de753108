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
import org.qusecnets.sweep.Sha256;

/** A sweep over a network of a file: one that another sweep trained and exported. */
class PretrainedNetworkTest {
  private static final String SHARED =
      """
      datasets = [{ name = mnist-sample, train-images = 600, test-images = 40 }]
      training { epochs = 10, batch-size = 16, learning-rate = 0.003 }
      attacks = [{ type = fgsm, epsilons = [0.1, 0.2] }]
      seeds = [1]
      """;

  private static final String ELSEWHERE =
      SHARED
          + """
          defenses = [{ type = none }]
          network {
            initialization = he
            layers = [
              { conv = 6, kernel = 5, stride = 2 }, batch-norm, relu
              { residual = [{ conv = 8, kernel = 3, stride = 2, padding = 1 }, batch-norm, relu] }
              { max-pool = 2 }, { dense = 30 }, { elu = 1 }
            ]
          }
          """;

  private static final String DEFENSES =
      "defenses = [{ type = none }, { type = cq, levels = 3, z = 20 }, { type = tq, levels = 3, z ="
          + " 20 }]\n";

  @TempDir private static Path folder;
  private static CommandLineRun finished;

  @BeforeAll
  static void runOnce() throws IOException {
    assertThat(run("elsewhere", ELSEWHERE).exitCode()).isZero();
    String model = rows("elsewhere", "models").get(0).getAs("file");
    CommandLineRun export =
        CommandLineRun.of(
            "export",
            results("elsewhere").resolve(model).toString(),
            folder.resolve("exported").toString(),
            "--format",
            "onnx");
    assertThat(export.exitCode()).as(export.err()).isZero();
    finished = run("here", here("fine-tune { epochs = 1, learning-rate = 1e-3 }"));
  }

  /** A configuration beside the folder of the file. */
  private static String here(String options) {
    return SHARED + DEFENSES + network("check = \"exported/check.npz\", " + options);
  }

  /** Weights of a file are there once, however others are drawn. */
  private static String network(String options) {
    return "network.initialization = [he, glorot-uniform]\nnetworks = [{ name = given, format = onnx, file = \"exported/model.onnx\", "
        + options
        + " }]\n";
  }

  private static Path results(String name) {
    return folder.resolve("results-" + name);
  }

  private static CommandLineRun run(String name, String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".conf"), configuration);
    return CommandLineRun.of(
        "run", file.toString(), "--out", results(name).toString(), "--master", "local[2]");
  }

  private static List<Row> rows(String name, String table) {
    return Tables.rows(results(name), table);
  }

  private static List<Row> ofDefense(String table, String defense) {
    return rows("here", table).stream()
        .filter(row -> row.<String>getAs("defense").equals(defense))
        .toList();
  }

  private static JsonNode recipe(String defense) {
    try {
      String recipe = ofDefense("models", defense).get(0).getAs("recipe");
      return new ObjectMapper().readTree(recipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The weights are the same, and so is all that comes of them. */
  @Test
  void itsCellsAreThoseOfTheSweepThatTrainedIt() {
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    List<Row> original = rows("elsewhere", "cells");
    List<Row> again = ofDefense("cells", "none");

    assertThat(again).hasSameSizeAs(original);
    for (String column : List.of("epsilon", "clean_accuracy", "adversarial_accuracy")) {
      assertThat(again)
          .extracting(row -> row.<Double>getAs(column))
          .containsExactlyElementsOf(
              original.stream().map(row -> row.<Double>getAs(column)).toList());
    }
    assertThat(original.get(0).<Double>getAs("clean_accuracy")).isGreaterThan(0.5);
  }

  @Test
  void onlyADefenseThatHasToLearnTrainsIt() {
    assertThat(ofDefense("models", "none").get(0).getList(index("epoch_seconds"))).isEmpty();
    assertThat(ofDefense("models", "cq").get(0).getList(index("epoch_seconds"))).isEmpty();
    assertThat(ofDefense("models", "tq").get(0).getList(index("epoch_seconds"))).hasSize(1);
    assertThat(recipe("cq").has("training")).isFalse();
    assertThat(recipe("tq").path("training").path("learning-rate").asDouble()).isEqualTo(1e-3);
    assertThat(recipe("tq").path("training").path("batch-size").asInt()).isEqualTo(16);
  }

  private static int index(String column) {
    return ofDefense("models", "none").get(0).fieldIndex(column);
  }

  @Test
  void theFileIsPartOfWhatItCameFromAndKept() throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve("exported/model.onnx"));
    String sha256 = Sha256.of(file);

    assertThat(recipe("none").path("network").path("sha256").asText()).isEqualTo(sha256);
    assertThat(recipe("none").path("network").has("initialization")).isFalse();
    assertThat(results("here").resolve("models/" + sha256 + ".onnx")).hasBinaryContent(file);
  }

  @Test
  void whatIsFinishedIsNotDoneAgain() throws IOException {
    assertThat(run("here", here("fine-tune { epochs = 1, learning-rate = 1e-3 }")).out())
        .contains("This sweep is complete");
  }

  @Test
  void itsModelsAreExportedAgain() {
    for (String defense : List.of("cq", "tq")) {
      String model = ofDefense("models", defense).get(0).getAs("file");
      CommandLineRun export =
          CommandLineRun.of(
              "export",
              results("here").resolve(model).toString(),
              folder.resolve("again-" + defense).toString(),
              "--format",
              "onnx");

      assertThat(export.exitCode()).as(export.err()).isZero();
    }
  }

  /** By the configuration that the results hold. */
  @Test
  void itsAttacksAreMadeAgainFromItsResults() {
    String cell = ofDefense("cells", "tq").get(0).getAs("cell_id");
    CommandLineRun images =
        CommandLineRun.of(
            "export",
            results("here").toString(),
            folder.resolve("images").toString(),
            "--images",
            "--cell",
            cell,
            "--master",
            "local[1]");

    assertThat(images.exitCode()).as(images.err()).isZero();
    assertThat(folder.resolve("images").resolve(cell).resolve("images-0001.npz")).isNotEmptyFile();
  }

  @Test
  void anotherScaleThanThatOfTrainingIsFoundBeforeAnythingIsDone() throws IOException {
    CommandLineRun run =
        run("scaled", here("mean = 0.1307, std = 0.3081, fine-tune { epochs = 1 }"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "Cannot use network given of", "its logits differ by", "check input, mean and std");
    assertThat(results("scaled").resolve("tables")).doesNotExist();
  }

  @Test
  void whatIsWrongWithItIsToldAtOnce() throws IOException {
    CommandLineRun run =
        run(
            "wrong",
            SHARED
                + DEFENSES
                + """
                networks = [
                  { name = given, format = onnx, file = "exported/model.onnx", sha256 = "00" }
                  { name = other, format = onyx, file = "exported/model.onnx", layers = [relu] }
                  { name = third, format = onnx, file = "nowhere.onnx", std = 0 }
                  { name = fourth, format = onnx, file = "exported/check.npz" }
                  { name = fifth, format = onnx, file = "exported/model.onnx", mean = [0.1, 0.2] }
                ]
                """);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().replaceAll("\\s+", " "))
        .contains(
            "network given: sha256 of the file is",
            "expected 00; restore the file",
            "network other: unknown key layers of a network with a format",
            "network other: unknown format onyx; did you mean onnx?",
            "network third: std must be a number above 0",
            "network fourth: ",
            "network fifth has mean and std of 2 channels, and images have 1",
            "defense tq of network fifth: it needs training");
  }
}
