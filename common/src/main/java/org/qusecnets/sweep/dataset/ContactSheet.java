package org.qusecnets.sweep.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A picture to look at a dataset by: a row for each class, with its first images. */
public final class ContactSheet {
  /** Images of a class. */
  private static final int COLUMNS = 12;

  /** What small images are enlarged to at least. */
  private static final int SIDE = 48;

  /** Between images. */
  private static final int GAP = 2;

  private static final int WHITE = 0xffffff;

  private ContactSheet() {}

  /** The picture, as a PNG file. */
  public static byte[] png(ImageSet images) {
    ImageShape shape = images.shape();
    int scale = Math.max(1, SIDE / Math.min(shape.height(), shape.width()));
    int height = GAP + images.classes() * (shape.height() * scale + GAP);
    int width = GAP + COLUMNS * (shape.width() * scale + GAP);
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sheet.setRGB(x, y, WHITE);
      }
    }
    int[] drawn = new int[images.classes()];
    for (int i = 0; i < images.size(); i++) {
      int label = images.label(i);
      if (drawn[label] < COLUMNS) {
        int left = GAP + drawn[label]++ * (shape.width() * scale + GAP);
        int top = GAP + label * (shape.height() * scale + GAP);
        draw(images, i, sheet, left, top, scale);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private static void draw(
      ImageSet images, int image, BufferedImage sheet, int left, int top, int scale) {
    ImageShape shape = images.shape();
    int plane = shape.height() * shape.width();
    int green = shape.channels() > 1 ? plane : 0;
    int blue = shape.channels() > 1 ? 2 * plane : 0;
    for (int y = 0; y < shape.height() * scale; y++) {
      for (int x = 0; x < shape.width() * scale; x++) {
        int at = y / scale * shape.width() + x / scale;
        int colour =
            (images.pixel(image, at) << (2 * Byte.SIZE))
                | (images.pixel(image, green + at) << Byte.SIZE)
                | images.pixel(image, blue + at);
        sheet.setRGB(left + x, top + y, colour);
      }
    }
  }
}
