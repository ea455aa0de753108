package org.qusecnets.sweep.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.dataset.ImageShape;

class PictureFileTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "colour-png",
        "grey-png",
        "palette-png",
        "bilevel-png",
        "colour-jpeg",
        "colour-jpeg-444",
        "grey-jpeg",
        "colour-bmp",
        "colour-ppm",
        "grey-pgm"
      })
  void valuesAreThoseThatPillowReads(String name) throws IOException {
    Picture picture = PictureFile.decode(GoldenPictures.bytes(name + ".file"));

    byte[] expected = GoldenPictures.bytes(name + ".values");
    assertThat(picture.shape()).isEqualTo(new ImageShape(expected.length / (13 * 11), 13, 11));
    assertThat(picture.values()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "alpha-png, alpha channel",
    "grey-alpha-png, alpha channel",
    "transparent-palette-png, alpha channel",
    "deep-png, has 16 bits a channel",
    "cmyk-jpeg, CMYK",
    "gif, is a GIF",
    "tiff, is a TIF"
  })
  void whatWouldHaveToBeGuessedIsRefused(String name, String reason) {
    assertThatThrownBy(() -> PictureFile.decode(GoldenPictures.bytes(name + ".file")))
        .isInstanceOf(DamagedPicture.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour-png", "grey-jpeg", "colour-bmp", "colour-ppm", "grey-pgm"})
  void whatEndsTooEarlyIsRefused(String name) {
    byte[] whole = GoldenPictures.bytes(name + ".file");
    for (int length : new int[] {0, 3, 20, whole.length / 2}) {
      assertThatThrownBy(() -> PictureFile.decode(Arrays.copyOf(whole, length)))
          .as("%d bytes", length)
          .isInstanceOf(DamagedPicture.class);
    }
  }

  @Test
  void whatEndsWithinItsPictureIsRefused() {
    for (String name : new String[] {"grey-jpeg", "colour-jpeg", "colour-png", "colour-bmp"}) {
      byte[] whole = GoldenPictures.bytes(name + ".file");
      assertThatThrownBy(() -> PictureFile.decode(Arrays.copyOf(whole, whole.length - 20)))
          .as(name)
          .isInstanceOf(DamagedPicture.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void aColourProfileChangesNothing(String format) throws IOException {
    assertThat(PictureFile.decode(GoldenPictures.bytes("profile-" + format + ".file")).values())
        .isEqualTo(GoldenPictures.bytes("colour-" + format + ".values"));
  }

  @Test
  void bitmapsOfSixteenBitsAreRefused() {
    ByteBuffer bitmap = ByteBuffer.allocate(58).order(ByteOrder.LITTLE_ENDIAN);
    bitmap.put((byte) 'B').put((byte) 'M').putInt(58).putInt(0).putInt(54).putInt(40);
    bitmap.putInt(2).putInt(1).putShort((short) 1).putShort((short) 16);

    assertThatThrownBy(() -> PictureFile.decode(bitmap.array()))
        .isInstanceOf(DamagedPicture.class)
        .hasMessage("has 5 bits a channel; save it with 8");
  }

  @Test
  void textIsNoPicture() {
    byte[] text = "label,pixel\n1,2\n".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> PictureFile.decode(text))
        .isInstanceOf(DamagedPicture.class)
        .hasMessage("is no PNG, JPEG, BMP, PPM or PGM; convert it to one of these or delete it");
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() {
    byte[] png = GoldenPictures.bytes("grey-png.file");
    // The width and height of the header; its checksum is not looked at before.
    png[16] = 0;
    png[17] = 1;
    png[20] = 0;
    png[21] = 1;
    byte[] map = "P6\n100000 100000\n255\n".getBytes(StandardCharsets.US_ASCII);

    for (byte[] bomb : new byte[][] {png, map}) {
      assertThatThrownBy(() -> PictureFile.decode(bomb))
          .isInstanceOf(DamagedPicture.class)
          .hasMessageContaining("not 1 to 67108864 in all; save it in another size");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'P2 2 1 255 7     ', 'has no value 1 where one is expected; replace it by an undamaged copy'",
    "'P3 2 1 255 1 2 3 4 5', 'is too short for 6 values; replace it by an undamaged copy'",
    "'P2 1 1 65535 7', 'has values up to 65535; save it with 8 bits a channel'",
    "'P2 1 1 10 11', 'has the value 11 above its greatest, 10; replace it by an undamaged copy'",
    "'P2 0 4 255', 'has 4 x 0 pixels, not 1 to 67108864 in all; save it in another size'",
    "'P5 4 4 255 abc', 'ends after 3 of 16 values; replace it by an undamaged copy'"
  })
  void mapsThatDoNotHoldWhatTheySayAreRefused(String text, String reason) {
    assertThatThrownBy(() -> PictureFile.decode(text.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(DamagedPicture.class)
        .hasMessage(reason);
  }

  @Test
  void mapsInTextHaveCommentsAndOtherGreatestValues() throws IOException {
    String text = "P3\n# made by hand\n2 1\n# of five\n5\n0 5 1\n2 3 4\n";

    Picture picture = PictureFile.decode(text.getBytes(StandardCharsets.US_ASCII));

    assertThat(picture.shape()).isEqualTo(new ImageShape(3, 1, 2));
    assertThat(picture.values()).containsExactly(0, 102, (byte) 255, (byte) 153, 51, (byte) 204);
  }

  @ParameterizedTest
  @CsvSource({"7, 5", "31, 40", "13, 11", "1, 1"})
  void sizesBecomeWhatPillowMakesOfThem(int height, int width) {
    Picture resized = Resampling.resized(GoldenPictures.colour(), height, width);

    assertThat(resized.shape()).isEqualTo(new ImageShape(3, height, width));
    assertThat(resized.values()).isEqualTo(GoldenPictures.bytes("resized-" + height + "x" + width));
  }

  @Test
  void greyIsThatOfPillowAndFillsAllChannels() throws IOException {
    Picture grey = GoldenPictures.colour().withChannels(1);

    assertThat(grey.values()).isEqualTo(GoldenPictures.bytes("grey"));
    Picture three = grey.withChannels(3);
    assertThat(three.shape()).isEqualTo(new ImageShape(3, 13, 11));
    assertThat(three.withChannels(1).values()).isEqualTo(grey.values());
  }
}
