package org.qusecnets.sweep.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images of the tables as PNG of 8 bits, in data URIs. */
final class Png {
  private Png() {}

  /**
   * A square picture, grey or RGB.
   *
   * @param values channel by channel in [0, 1]; what is outside is cut
   * @return empty if so many values are no such picture
   */
  static Optional<String> dataUri(float[] values) {
    int side = side(values.length);
    if (side > 0) {
      return Optional.of(encoded(values, side, 1));
    }
    side = values.length % 3 == 0 ? side(values.length / 3) : 0;
    return side > 0 ? Optional.of(encoded(values, side, 3)) : Optional.empty();
  }

  private static int side(int pixels) {
    int root = (int) Math.round(Math.sqrt(pixels));
    return root * root == pixels ? root : 0;
  }

  private static String encoded(float[] values, int side, int channels) {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(side, side, type);
    int pixels = side * side;
    for (int i = 0; i < values.length; i++) {
      // The raster, since colours would go through a colour space.
      image
          .getRaster()
          .setSample(i % pixels % side, i % pixels / side, i / pixels, level(values[i]));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static int level(float value) {
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }
}
