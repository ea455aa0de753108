package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the guide from a folder of images and a model of them to a report, but for those
 * of PyTorch: here another sweep trains the model.
 */
class GuideTest {
  private static final String CONF = "../conf/";
  private static final int SIDE = 32;
  private static final int TRAINING_IMAGES = 60;
  private static final int TEST_IMAGES = 12;

  @TempDir private static Path folder;
  private static CommandLineRun data;
  private static CommandLineRun model;

  @BeforeAll
  static void followTheGuide() throws IOException {
    Random random = new Random(1);
    for (String name : List.of("circle", "square", "triangle")) {
      write(name, "train", TRAINING_IMAGES, random);
      write(name, "test", TEST_IMAGES, random);
    }
    data = run("own-data", "training.batch-size=20");
    CommandLineRun export =
        CommandLineRun.of(
            "export",
            results("own-data").resolve(undefended("own-data")).toString(),
            folder.resolve("exported").toString(),
            "--format",
            "onnx");
    assertThat(export.exitCode()).as(data.err() + export.err()).isZero();
    for (String file : List.of("model.onnx", "check.npz")) {
      Files.copy(folder.resolve("exported").resolve(file), folder.resolve(file));
    }
    // Models of this program take pixels as they are.
    model = run("own-model", "definitions.mean=0", "definitions.std=1");
  }

  private static void write(String name, String part, int count, Random random) throws IOException {
    Path images = Files.createDirectories(folder.resolve(part).resolve(name));
    for (int i = 0; i < count; i++) {
      ImageIO.write(draw(name, random), "png", images.resolve(i + ".png").toFile());
    }
  }

  private static BufferedImage draw(String name, Random random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.getHSBColor(random.nextFloat(), 1, 0.3f));
    pen.fillRect(0, 0, SIDE, SIDE);
    pen.setColor(Color.getHSBColor(random.nextFloat(), 0.4f, 1));
    int x = 2 + random.nextInt(8);
    int y = 2 + random.nextInt(8);
    int size = 18;
    switch (name) {
      case "circle" -> pen.fillOval(x, y, size, size);
      case "square" -> pen.fillRect(x, y, size, size);
      default ->
          pen.fillPolygon(
              new int[] {x, x + size, x + size / 2}, new int[] {y + size, y + size, y}, 3);
    }
    pen.dispose();
    return image;
  }

  private static Path results(String name) {
    return folder.resolve("results").resolve(name);
  }

  private static CommandLineRun run(String name, String... overrides) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                CONF + name + ".conf",
                "--out",
                results(name).toString(),
                "--master",
                "local[2]",
                "--set",
                "definitions.folder=\"" + folder + "\""));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static String undefended(String name) {
    return Tables.rows(results(name), "models").stream()
        .filter(row -> row.<String>getAs("defense").equals("none"))
        .map(row -> row.<String>getAs("file"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theFolderIsShownAsItIsRead() {
    Path sheet = folder.resolve("sheet.png");
    CommandLineRun shown =
        CommandLineRun.of(
            "data",
            "show",
            CONF + "own-data.conf",
            "--sheet",
            sheet.toString(),
            "--set",
            "definitions.folder=\"" + folder + "\"");

    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out()).contains("circle", "square", "triangle");
    assertThat(sheet).isNotEmptyFile();
  }

  @Test
  void thePlanTellsWhatIsTrained() {
    CommandLineRun plan =
        CommandLineRun.of(
            "plan",
            CONF + "own-model.conf",
            "--set",
            "definitions.folder=\"" + folder + "\"",
            "--set",
            "definitions.mean=0",
            "--set",
            "definitions.std=1");

    assertThat(plan.exitCode()).as(plan.err()).isZero();
    // Ten epochs of fine-tuning behind the one defense that has something to learn.
    assertThat(plan.out())
        .containsPattern("Models to train +6\n")
        .containsPattern("Training images +%,d\n".formatted(10 * 3 * TRAINING_IMAGES));
  }

  @Test
  void aNetworkIsTrainedOnTheImagesAndAttacked() {
    assertThat(data.exitCode()).as(data.err()).isZero();
    assertThat(Tables.rows(results("own-data"), "cells"))
        .hasSize(3 * 2 * 2)
        .anySatisfy(row -> assertThat(row.<Double>getAs("clean_accuracy")).isGreaterThan(0.6));
  }

  @Test
  void theModelIsAttackedBehindEachDefense() {
    assertThat(model.exitCode()).as(model.err()).isZero();
    List<Row> models = Tables.rows(results("own-model"), "models");

    assertThat(models)
        .extracting(row -> row.<String>getAs("defense"))
        .containsExactlyInAnyOrder("none", "cq", "cq", "cq", "bit-depth", "adversarial-training");
    assertThat(models)
        .allSatisfy(
            row ->
                assertThat(row.getList(row.fieldIndex("epoch_seconds")))
                    .hasSize(row.<String>getAs("defense").equals("adversarial-training") ? 10 : 0));
    assertThat(results("own-model").resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void aDefendedModelGoesBack() throws IOException {
    Path exported = folder.resolve("defended");
    String defended =
        Tables.rows(results("own-model"), "models").stream()
            .filter(row -> row.<String>getAs("defense").equals("cq"))
            .map(row -> row.<String>getAs("file"))
            .findFirst()
            .orElseThrow();

    CommandLineRun export =
        CommandLineRun.of(
            "export",
            results("own-model").resolve(defended).toString(),
            exported.toString(),
            "--format",
            "onnx");

    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(exported.resolve("model.onnx")).isNotEmptyFile();
  }
}
