package org.qusecnets.sweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ImageColumns;

/** Which pictures there are, and their pixels. */
class PicturesTest {
  private static ImageColumns images(int channels, int height, int width) {
    return new ImageColumns(channels, height, width, new String[] {"go", "stop"});
  }

  private static BufferedImage decoded(String uri) throws IOException {
    assertThat(uri).startsWith("data:image/png;base64,");
    return ImageIO.read(
        new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1))));
  }

  @Test
  void greyPixelsAreTheValuesRoundedTo8Bits() throws IOException {
    float[] values = new float[28 * 28];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 783f;
    }
    Raster raster = decoded(Png.dataUri(values, images(1, 28, 28)).orElseThrow()).getRaster();
    assertThat(raster.getNumBands()).isEqualTo(1);
    for (int i = 0; i < values.length; i++) {
      assertThat(raster.getSample(i % 28, i / 28, 0)).isEqualTo(Math.round(255 * values[i]));
    }
  }

  @Test
  void colouredPixelsComeChannelByChannel() throws IOException {
    float[] values = new float[3 * 4];
    values[1] = 1;
    values[4 + 2] = 0.5f;
    values[8 + 3] = 2;
    BufferedImage image = decoded(Png.dataUri(values, images(3, 2, 2)).orElseThrow());
    assertThat(image.getWidth()).isEqualTo(2);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xffff0000);
    assertThat(image.getRGB(0, 1)).isEqualTo(0xff008000);
    assertThat(image.getRGB(1, 1)).isEqualTo(0xff0000ff);
  }

  @Test
  void picturesAreAsHighAndWideAsTheImages() throws IOException {
    float[] values = {0, 0.25f, 0.5f, 0.75f, 1, 0};
    BufferedImage image = decoded(Png.dataUri(values, images(1, 2, 3)).orElseThrow());
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getRaster().getSample(1, 1, 0)).isEqualTo(255);
    // Of as many values as an image of one channel twice as large, in colour.
    float[] colours = new float[3 * 4 * 4];
    colours[2 * 16 + 7] = 1;
    BufferedImage coloured = decoded(Png.dataUri(colours, images(3, 2, 8)).orElseThrow());
    assertThat(coloured.getWidth()).isEqualTo(8);
    assertThat(coloured.getRGB(7, 0)).isEqualTo(0xff0000ff);
    assertThat(Png.shownPart(values, images(1, 2, 3))).isEmpty();
    assertThat(Png.shownPart(colours, images(3, 2, 8))).isEmpty();
  }

  @Test
  void ofOtherNumbersOfChannelsTheFirstIsShownAndSaid() throws IOException {
    float[] values = {0, 1, 0.2f, 0.4f, 0.6f, 0.8f};
    for (int channels : new int[] {1, 2}) {
      // A defense may make three channels of one or two, which are no colours.
      BufferedImage image = decoded(Png.dataUri(values, images(channels, 1, 2)).orElseThrow());
      assertThat(image.getRaster().getNumBands()).isEqualTo(1);
      assertThat(image.getRaster().getSample(1, 0, 0)).isEqualTo(255);
      assertThat(Png.shownPart(values, images(channels, 1, 2))).contains("channel 1 of 3");
    }
    assertThat(Png.shownPart(values, images(2, 1, 3))).contains("channel 1 of 2");
  }

  @Test
  void whatHasOtherPixelsThanTheImagesIsNoPicture() {
    assertThat(Png.dataUri(new float[28 * 28 + 1], images(1, 28, 28))).isEmpty();
    assertThat(Png.shownPart(new float[28 * 28 + 1], images(1, 28, 28))).isEmpty();
    assertThat(Png.dataUri(new float[0], images(1, 28, 28))).isEmpty();
  }

  @Test
  void classesOfExamplesHaveTheirNames() {
    JsonNode table =
        PictureBook.json(
                List.of(
                    SampleRows.example(
                        Map.of("label", 1, "cleanPrediction", 0, "adversarialPrediction", 2)),
                    SampleRows.example(Map.of("cellId", "other", "label", 1))),
                Map.of("cellId", images(1, 2, 2)))
            .path("table");
    assertThat(ReportTest.text(table, "label_name", 0)).isEqualTo("stop");
    assertThat(ReportTest.text(table, "clean_name", 0)).isEqualTo("go");
    // What has no name keeps its number.
    assertThat(ReportTest.text(table, "adversarial_name", 0)).isEqualTo("2");
    assertThat(ReportTest.text(table, "label_name", 1)).isEqualTo("1");
  }

  @Test
  void noiseIsTheDifferenceAroundGreyUpToBlackAndWhite() {
    float[] before = {0.5f, 0.5f, 0.5f};
    float[] after = {0.5f, 0.6f, 0.45f};
    double gain = PictureBook.gain(before, after);
    assertThat(gain).isBetween(9.99, 10.01);
    float[] noise = PictureBook.noise(before, after, gain);
    assertThat(noise[0]).isEqualTo(0.5f);
    assertThat(noise[1]).isEqualTo(1f);
    assertThat(noise[2]).isBetween(0.2499f, 0.2501f);
    assertThat(PictureBook.gain(before, before)).isZero();
  }

  @Test
  void examplesPointToPicturesOfWhichEachIsThereOnce() {
    float[] clean = {0, 0.25f, 0.5f, 0.75f};
    float[] adversarial = {0.1f, 0.25f, 0.5f, 0.75f};
    Map<String, Object> defended =
        Map.of(
            "cleanPixels", clean,
            "adversarialPixels", adversarial,
            "networkInputClean", clean,
            "networkInputAdversarial", clean);
    Map<String, Object> bare = Map.of("cleanPixels", clean, "adversarialPixels", adversarial);
    JsonNode json =
        PictureBook.json(
            List.of(SampleRows.example(defended), SampleRows.example(bare)),
            Map.of("cellId", images(1, 2, 2)));
    JsonNode columns = json.path("table").path("columns");
    // Clean, adversarial, their difference, and that of what is the same.
    assertThat(json.path("pictures")).hasSize(4);
    assertThat(columns.path("clean")).map(JsonNode::asInt).containsExactly(0, 0);
    assertThat(columns.path("network_input_adversarial").path(0).asInt()).isZero();
    assertThat(columns.path("network_input_gain").path(0).doubleValue()).isZero();
    assertThat(columns.path("network_input_clean").path(1).isNull()).isTrue();
  }

  private static CellRow cell(int defense, double epsilon, long seed, String status) {
    return SampleRows.cell(
        Map.of(
            "cellId",
            defense + " " + epsilon + " " + seed,
            "modelId",
            defense + " " + seed,
            "defense",
            "defense " + defense,
            "epsilon",
            epsilon,
            "seed",
            seed,
            "status",
            status));
  }

  private static List<CellRow> grid(int defenses) {
    List<CellRow> cells = new ArrayList<>();
    for (int defense = 0; defense < defenses; defense++) {
      for (int epsilon = 1; epsilon <= 5; epsilon++) {
        cells.add(cell(defense, epsilon, 1, "complete"));
        cells.add(cell(defense, epsilon, 2, "complete"));
        cells.add(cell(defense, epsilon, 0, "failed"));
      }
    }
    return cells;
  }

  @Test
  void theSmallestSeedEveryDefenseAndThreeEpsilonsAreChosen() {
    PictureChoice choice = PictureChoice.of(grid(2), List.of(), 400);
    assertThat(choice.cells())
        .containsExactlyInAnyOrder(
            "0 3.0 1", "1 3.0 1", "0 5.0 1", "1 5.0 1", "0 1.0 1", "1 1.0 1");
    assertThat(choice.images()).isEqualTo(5);
  }

  @Test
  void moreThanThereIsRoomForIsNeverChosen() {
    PictureChoice choice = PictureChoice.of(grid(300), List.of(), 400);
    assertThat(choice.cells()).hasSize(400).contains("299 3.0 1");
    assertThat(choice.images()).isEqualTo(1);
    assertThat(PictureChoice.of(grid(30), List.of(), 400).images()).isEqualTo(4);
  }

  @Test
  void theOrderOfRowsDoesNotMatterToTheChoice() {
    List<CellRow> cells = grid(4);
    List<CellRow> turned = new ArrayList<>(cells);
    Collections.reverse(turned);
    assertThat(PictureChoice.of(turned, List.of(), 400).cells())
        .containsExactlyInAnyOrderElementsOf(PictureChoice.of(cells, List.of(), 400).cells());
  }

  @Test
  void nothingIsChosenWhereNothingIsComplete() {
    PictureChoice choice = PictureChoice.of(List.of(cell(0, 1, 1, "benchmark")), List.of(), 400);
    assertThat(choice.cells()).isEmpty();
    assertThat(choice.images()).isZero();
  }
}
