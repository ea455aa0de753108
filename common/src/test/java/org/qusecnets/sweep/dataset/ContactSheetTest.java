package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What stands where on the picture that a dataset is looked at by. */
class ContactSheetTest {
  private static final int BLACK = 0xff000000;
  private static final int WHITE = 0xffffffff;

  /** Two grey images of each class, 4 rows of 24 pixels, which are drawn twice as large. */
  private static ImageSet images(int classes) {
    byte[] labels = new byte[2 * classes];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i / 2);
    }
    byte[] pixels = new byte[labels.length * 4 * 24];
    Arrays.fill(pixels, (byte) 100);
    return new ImageSet(new ImageShape(1, 4, 24), classes, pixels, labels);
  }

  private static BufferedImage decoded(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static long dark(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) != WHITE)
        .count();
  }

  @Test
  void imagesStandBehindTheirClassInTheMiddleOfItsRow() throws IOException {
    BufferedImage sheet = decoded(ContactSheet.captioned(images(3), RowCaptions.numbers(3)));

    // A margin, a digit, a margin; rows are as high as text, of which the images take 8 pixels.
    int left = 6 + 8 + 6;
    assertThat(sheet.getWidth()).isEqualTo(left + 12 * (48 + 2));
    assertThat(sheet.getHeight()).isEqualTo(2 + 3 * (16 + 2));
    for (int row = 0; row < 3; row++) {
      int top = 2 + row * 18 + 4;
      for (int column = 0; column < 3; column++) {
        int x = left + column * 50;
        assertThat(sheet.getRGB(x, top)).isEqualTo(column < 2 ? 0xff646464 : WHITE);
        assertThat(sheet.getRGB(x + 47, top + 7)).isEqualTo(column < 2 ? 0xff646464 : WHITE);
        assertThat(sheet.getRGB(x + 48, top)).isEqualTo(WHITE);
        assertThat(sheet.getRGB(x, top - 1)).isEqualTo(WHITE);
      }
    }
  }

  @Test
  void numbersAreReadableWithoutAFont() {
    List<BufferedImage> numbers = RowCaptions.numbers(11);

    assertThat(numbers).hasSize(11).allMatch(caption -> caption.getWidth() == 2 * 8);
    String ten =
        IntStream.range(0, 5)
            .mapToObj(
                y ->
                    IntStream.range(0, 7)
                            .mapToObj(
                                x -> numbers.get(10).getRGB(2 * x, 3 + 2 * y) == BLACK ? "#" : ".")
                            .reduce("", String::concat)
                        + "\n")
            .reduce("", String::concat);
    assertThat(ten)
        .isEqualTo(
            """
            .#..###
            ##..#.#
            .#..#.#
            .#..#.#
            ###.###
            """);
  }

  @Test
  void everyClassHasACaptionThatIsNotWiderThanItMayBe() {
    List<BufferedImage> captions = RowCaptions.of(List.of("i", "no entry", "w".repeat(500)));

    assertThat(captions)
        .extracting(BufferedImage::getWidth)
        .containsOnly(captions.get(0).getWidth());
    assertThat(captions.get(0).getWidth()).isBetween(8, 160);
    assertThat(captions).allMatch(caption -> caption.getHeight() == RowCaptions.HEIGHT);
    assertThat(dark(captions.get(0))).isPositive();
    assertThat(dark(captions.get(2))).isGreaterThan(dark(captions.get(0)));
  }

  @Test
  void classesBeyondTheFirstTwoHundredAreLeftOut() throws IOException {
    ImageSet many = images(250);

    BufferedImage sheet = decoded(ContactSheet.png(many, Collections.nCopies(250, "name")));

    assertThat(sheet.getHeight()).isEqualTo(2 + 200 * 18);
  }
}
