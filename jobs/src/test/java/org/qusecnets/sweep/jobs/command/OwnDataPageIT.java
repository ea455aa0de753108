package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a sweep of images of one's own, eight rows of forty pixels in colour, by class. */
class OwnDataPageIT {
  private static final List<String> CLASSES = List.of("Ampel", "no entry", "stop");
  private static final String CONFIGURATION =
      """
      datasets = [{ name = signs, format = image-folder, path = "signs", test-share = 0.2 }]
      network.architecture = mlp-200-200
      training.epochs = 2
      defenses = [
        { type = none }
        { type = tq, levels = 2 }
        { type = thermometer, levels = 4 }
      ]
      attacks = [{ type = fgsm, epsilons = [0.3] }]
      seeds = [1]
      """;

  @TempDir private static Path folder;
  private static Chromium browser;
  private static SweepPage page;
  private static Path results;

  @BeforeAll
  static void runAndOpen() throws IOException, InterruptedException {
    browser = Chromium.start(Files.createDirectory(folder.resolve("browser")));
    for (int i = 0; i < 60; i++) {
      Path image = folder.resolve("signs/" + CLASSES.get(i % 3) + "/" + i + ".png");
      Files.createDirectories(image.getParent());
      ImageIO.write(picture(i), "png", image.toFile());
    }
    Path file = Files.writeString(folder.resolve("own.conf"), CONFIGURATION);
    results = folder.resolve("results");
    CommandLineRun run =
        CommandLineRun.of(
            "run", file.toString(), "--out", results.toString(), "--master", "local[2]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    page = new SweepPage(browser, results.resolve("report.html").toUri());
    page.open();
  }

  /** Each class is of another colour. */
  private static BufferedImage picture(int number) {
    BufferedImage image = new BufferedImage(40, 8, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 40; x++) {
      for (int y = 0; y < 8; y++) {
        image.setRGB(x, y, 200 << (8 * (number % 3)) | (number + x + y));
      }
    }
    return image;
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void picturesAreAsHighAndWideAsTheImages() {
    String every = "[...document.querySelectorAll('#pictures-grid img')]";
    assertThat(browser.ask(every + ".length").asInt()).isEqualTo(3 * 6);
    assertThat(
            browser
                .ask(every + ".every(i => i.naturalWidth === 40 && i.naturalHeight === 8)")
                .asBoolean())
        .isTrue();
    assertThat(browser.ask(every + ".every(i => Math.abs(i.width - 5 * i.height) < 5)").asBoolean())
        .isTrue();
  }

  @Test
  void classesAreCalledByTheirNames() {
    Row first = Tables.rows(results, "examples").get(0);
    assertThat(first.<Integer>getAs("image_index")).isZero();
    int label = first.getAs("label");

    assertThat(page.options("pictures-image"))
        .contains("0, class " + CLASSES.get(label) + " (" + label + ")");
    assertThat(
            page.texts(
                "[...document.querySelectorAll('#pictures-grid figcaption')].map(c => c.textContent)"))
        .anyMatch(
            words -> words.matches("right: (Ampel|no entry|stop), [0-9.]+ %(, channel 1 of 12)?"))
        .noneMatch(words -> words.matches("(right|wrong): \\d.*"));
    assertThat(browser.ask("document.querySelector('#overview dl').textContent").asText())
        .contains("signs: 8 x 40 pixels in colour, 3 classes (Ampel, no entry, stop)");
  }

  @Test
  void whatAPictureShowsOfManyChannelsIsSaid() {
    List<List<String>> rows = page.rows("#pictures-grid tbody tr");
    for (List<String> row : rows) {
      for (int column = 1; column < row.size(); column++) {
        boolean encoded = row.get(0).startsWith("thermometer") && column > 3;
        assertThat(row.get(column).contains("channel 1 of 12")).as("%s", row).isEqualTo(encoded);
      }
    }
    assertThat(rows).extracting(row -> row.get(0)).anyMatch(name -> name.startsWith("thermometer"));
  }

  @Test
  void theMapOfThresholdsHasTheImagesRowsAndColumns() {
    assertThat(page.behind("thresholds-map")).hasSize(8).allMatch(row -> row.size() == 1 + 40);
  }

  @Test
  void longPicturesLeaveThePageAsNarrowAsAPhone() {
    page.assertThatNothingIsWiderThanAPhone(List.of());
    page.open();
  }
}
