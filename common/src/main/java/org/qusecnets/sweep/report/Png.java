package org.qusecnets.sweep.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.qusecnets.sweep.table.ImageColumns;

/** Images of the tables as PNG of 8 bits: each value is rounded to the nearest of 256, ties up. */
public final class Png {
  private static final int COLOURS = 3;

  private Png() {}

  /**
   * A picture as the content of a file: of images of three channels in colour, of others their
   * first channel in grey.
   *
   * @param values channel by channel in [0, 1]; what is outside is cut
   * @param images what the values are an image of, or what a network sees of one: of as many pixels
   * @return empty if so many values are no such picture
   */
  public static Optional<byte[]> file(float[] values, ImageColumns images) {
    int channels = channels(values, images);
    return channels == 0
        ? Optional.empty()
        : Optional.of(encoded(values, images, isColour(channels, images) ? channels : 1));
  }

  /** The same as a data URI. */
  static Optional<String> dataUri(float[] values, ImageColumns images) {
    return file(values, images)
        .map(bytes -> "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes));
  }

  /** What of the values the picture shows; empty if all, or if there is no picture. */
  static Optional<String> shownPart(float[] values, ImageColumns images) {
    int channels = channels(values, images);
    return channels <= 1 || isColour(channels, images)
        ? Optional.empty()
        : Optional.of("channel 1 of " + channels);
  }

  /** How many channels of the image's pixels the values are; 0 if they are none. */
  private static int channels(float[] values, ImageColumns images) {
    return values.length % images.pixels() == 0 ? values.length / images.pixels() : 0;
  }

  /** Three channels that a defense makes of others are no colours. */
  private static boolean isColour(int channels, ImageColumns images) {
    return channels == COLOURS && images.channels() == COLOURS;
  }

  private static byte[] encoded(float[] values, ImageColumns images, int channels) {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    int width = images.width();
    int pixels = images.pixels();
    BufferedImage image = new BufferedImage(width, images.height(), type);
    for (int i = 0; i < channels * pixels; i++) {
      // The raster, since colours would go through a colour space.
      image
          .getRaster()
          .setSample(i % pixels % width, i % pixels / width, i / pixels, level(values[i]));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static int level(float value) {
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }
}
