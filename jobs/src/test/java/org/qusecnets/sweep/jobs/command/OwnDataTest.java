package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of a user's own folder of images: three classes, colour, not square. */
class OwnDataTest {
  private static final List<String> CLASSES = List.of("Ampel", "no entry", "stop");
  private static final String CONFIGURATION =
      """
      datasets = [{ name = signs, format = image-folder, path = "signs", test-share = 0.2 }]
      network.architecture = mlp-200-200
      training.epochs = 3
      defenses = [{ type = cq, levels = 2, z = 20 }]
      attacks = [{ type = fgsm, target = all, epsilons = [0.1] }]
      seeds = [1]
      """;

  @TempDir private static Path folder;
  private static Path file;
  private static CommandLineRun finished;

  @BeforeAll
  static void runOnce() throws IOException {
    for (int i = 0; i < 60; i++) {
      Path image = folder.resolve("signs/" + CLASSES.get(i % 3) + "/Bild " + i + ".png");
      Files.createDirectories(image.getParent());
      Files.write(image, png(i));
    }
    file = Files.writeString(folder.resolve("own.conf"), CONFIGURATION);
    finished = run("results");
  }

  /** Each class is of another colour. */
  private static byte[] png(int number) throws IOException {
    BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 9; x++) {
      for (int y = 0; y < 7; y++) {
        image.setRGB(x, y, 200 << (8 * (number % 3)) | (number + x + y));
      }
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ImageIO.write(image, "png", content);
    return content.toByteArray();
  }

  private static CommandLineRun run(String out) {
    return CommandLineRun.of(
        "run", file.toString(), "--out", folder.resolve(out).toString(), "--master", "local[2]");
  }

  private static List<Row> rows(String out, String table) {
    return Tables.rows(folder.resolve(out), table);
  }

  @Test
  void itsImagesAreTrainedOnAndAttackedTowardsEachOtherClass() {
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    assertThat(finished.out()).contains("signs (48 training, 12 test images)");
    assertThat(rows("results", "cells"))
        .extracting(row -> row.getAs("target"))
        .containsExactlyInAnyOrder("next", "plus-2");
    assertThat(rows("results", "cells"))
        .allSatisfy(row -> assertThat(row.<Double>getAs("clean_accuracy")).isEqualTo(1));
  }

  @Test
  void theContentIsInEveryModelsProvenance() {
    String shown = CommandLineRun.of("data", "show", file.toString()).out();
    String content = shown.substring(shown.indexOf("sha256") + 6).strip().split("\\s", 2)[0];

    assertThat(content).matches("[0-9a-f]{64}");
    assertThat(rows("results", "models"))
        .extracting(row -> row.getAs("dataset_sha256"))
        .containsOnly("{\"content\":\"" + content + "\"}");
  }

  @Test
  void itsShapeAndTheNamesOfItsClassesAreInEveryModelsRow() {
    assertThat(rows("results", "models"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.<Integer>getAs("image_channels")).isEqualTo(3);
              assertThat(row.<Integer>getAs("image_height")).isEqualTo(7);
              assertThat(row.<Integer>getAs("image_width")).isEqualTo(9);
              assertThat(row.getList(row.fieldIndex("class_names"))).isEqualTo(CLASSES);
            });
  }

  @Test
  void theSameImagesAreNotTrainedOnAgainAndOthersAreAnotherSweep() throws IOException {
    Path image = folder.resolve("signs/stop/Bild 2.png");
    byte[] before = Files.readAllBytes(image);
    CommandLineRun again = run("results");
    Files.write(image, png(5));
    CommandLineRun changed = run("results");
    Files.write(image, before);

    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("This sweep is complete");
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.err()).startsWith("Cannot").contains("another");
  }

  @Test
  void itsModelsAreExportedWithTheirShape() throws IOException {
    Path model;
    try (Stream<Path> models = Files.list(folder.resolve("results/models"))) {
      model = models.filter(path -> path.toString().endsWith(".zip")).findFirst().orElseThrow();
    }
    Path out = folder.resolve("exported");

    CommandLineRun export = CommandLineRun.of("export", model.toString(), out.toString());

    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(Files.readString(out.resolve("model.json")).replaceAll("\\s", ""))
        .contains("[3,7,9]");
  }

  @Test
  void itsAttackedImagesAreExportedInColourWithTheNamesOfTheirClasses() throws IOException {
    String cell = rows("results", "cells").get(0).getAs("cell_id");
    Path out = folder.resolve("attacked");

    CommandLineRun export =
        CommandLineRun.of(
            "export",
            folder.resolve("results").toString(),
            out.toString(),
            "--images",
            "--cell",
            cell,
            "--master",
            "local[2]");

    assertThat(export.exitCode()).as(export.err()).isZero();
    Map<String, NaiveNumpy> arrays = NaiveNumpy.read(out.resolve(cell).resolve("images-0001.npz"));
    assertThat(arrays.get("class_names").values()).isEqualTo(List.copyOf(CLASSES));
    assertThat(arrays.get("adversarial_pixels").shape()).containsExactly(12, 3, 7, 9);
    assertThat(arrays.get("target").values()).doesNotContain(-1L);
    int first = arrays.get("label").values().indexOf(1L);
    String name =
        "%05d-no_entry-clean-no_entry.png"
            .formatted((Long) arrays.get("image_index").values().get(first));
    BufferedImage drawn = ImageIO.read(out.resolve(cell).resolve("png").resolve(name).toFile());
    assertThat(drawn.getWidth()).isEqualTo(9);
    assertThat(drawn.getHeight()).isEqualTo(7);
    float[] pixels = arrays.get("clean_pixels").image(first);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(drawn.getRaster().getSample(8, 2, channel))
          .isEqualTo(Math.round(255 * pixels[(channel * 7 + 2) * 9 + 8]));
    }
  }

  @Test
  void whatItHoldsIsShownWithAContactSheet() throws IOException {
    Path sheet = folder.resolve("sheet.png");

    CommandLineRun show =
        CommandLineRun.of("data", "show", file.toString(), "--sheet", sheet.toString());

    assertThat(show.exitCode()).as(show.err()).isZero();
    assertThat(show.out())
        .contains("48 for training, 12 for tests")
        .contains("7 x 9, 3 channels")
        .containsPattern("1 +16 +4 +no entry");
    BufferedImage drawn = ImageIO.read(sheet.toFile());
    // Enlarged five times: behind the names twelve images of nine columns, three rows of seven.
    int left = drawn.getWidth() - 12 * (9 * 5 + 2);
    assertThat(left).isGreaterThan(6);
    assertThat(drawn.getHeight()).isEqualTo(2 + 3 * (7 * 5 + 2));
    assertThat(drawn.getRGB(left, 2 + 2 * (7 * 5 + 2)) & 0xff0000).isEqualTo(200 << 16);
    assertThat(CommandLineRun.of("data", "show", "mnist-sample").out())
        .contains("10,000 for training, 2,000 for tests");
  }

  @Test
  void whatItHoldsIsShownWithKeysThatAreSet() {
    CommandLineRun resized =
        CommandLineRun.of(
            "data",
            "show",
            file.toString(),
            "--set",
            "datasets=[{ name = signs, format = image-folder, path = \""
                + folder.resolve("signs")
                + "\", test-share = 0.5, size = [4, 6], channels = 1 }]");
    CommandLineRun named = CommandLineRun.of("data", "show", "mnist-sample", "--set", "seeds=[1]");
    CommandLineRun plugged =
        CommandLineRun.of("data", "show", file.toString(), "--jars", "none.jar");

    assertThat(resized.exitCode()).as(resized.err()).isZero();
    assertThat(resized.out()).contains("30 for training, 30 for tests", "4 x 6, grey");
    assertThat(named.exitCode()).isEqualTo(2);
    assertThat(named.err().strip())
        .isEqualTo(
            "Cannot set seeds=[1]: mnist-sample is no configuration; leave --set out, or name a file"
                + " that ends in .conf");
    assertThat(plugged.exitCode()).isEqualTo(2);
    assertThat(plugged.err()).startsWith("Cannot load the plug-in none.jar: ");
  }

  @Test
  void aFileThatCannotBeUsedStopsTheRunBeforeAnyWork() throws IOException {
    Path damaged = Files.write(folder.resolve("signs/stop/zz.png"), new byte[] {1, 2, 3});
    CommandLineRun refused = run("other");
    Files.delete(damaged);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("own.conf:1: Cannot load signs: " + damaged + " is no PNG, JPEG, BMP, PPM or PGM")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("other")).doesNotExist();
  }
}
