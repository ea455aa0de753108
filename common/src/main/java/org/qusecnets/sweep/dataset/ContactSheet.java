package org.qusecnets.sweep.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture to look at a dataset by: a row for each of the first 200 classes, with its name and its
 * first images.
 */
public final class ContactSheet {
  /** Images of a class. */
  private static final int COLUMNS = 12;

  /** Classes that are drawn; the others are left out. */
  private static final int ROWS = 200;

  /** What the longer side of small images is enlarged to, by whole numbers. */
  private static final int SIDE = 48;

  /** What the longer side of large images is made smaller to. */
  private static final int LARGEST = 96;

  /** Between images. */
  private static final int GAP = 2;

  /** Before and behind the names. */
  private static final int MARGIN = 6;

  private static final int WHITE = 0xffffff;

  private ContactSheet() {}

  /**
   * The picture, as a PNG file. Classes stand beside their images by name; by number where this
   * Java has no fonts, or none with the letters of the name.
   *
   * @param classNames what the classes are called, in the order of their numbers
   */
  public static byte[] png(ImageSet images, List<String> classNames) {
    return captioned(
        images, RowCaptions.of(classNames.subList(0, Math.min(classNames.size(), ROWS))));
  }

  /** The same with what stands beside the rows, a picture for each. */
  static byte[] captioned(ImageSet images, List<BufferedImage> captions) {
    ImageShape shape = images.shape();
    int longer = Math.max(shape.height(), shape.width());
    int times = Math.max(1, SIDE / longer);
    int cellHeight = side(shape.height() * times, longer);
    int cellWidth = side(shape.width() * times, longer);
    int rows = captions.size();
    int rowHeight = Math.max(cellHeight, RowCaptions.HEIGHT);
    int firstColumn = MARGIN + captions.get(0).getWidth() + MARGIN;
    int height = GAP + rows * (rowHeight + GAP);
    int width = firstColumn + COLUMNS * (cellWidth + GAP);
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sheet.setRGB(x, y, WHITE);
      }
    }
    for (int row = 0; row < rows; row++) {
      int top = GAP + row * (rowHeight + GAP) + (rowHeight - RowCaptions.HEIGHT) / 2;
      copy(captions.get(row), sheet, MARGIN, top);
    }
    int[] drawn = new int[rows];
    for (int i = 0; i < images.size(); i++) {
      int label = images.label(i);
      if (label < rows && drawn[label] < COLUMNS) {
        int left = firstColumn + drawn[label]++ * (cellWidth + GAP);
        int top = GAP + label * (rowHeight + GAP) + (rowHeight - cellHeight) / 2;
        draw(images, i, sheet.getSubimage(left, top, cellWidth, cellHeight));
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

  private static void copy(BufferedImage caption, BufferedImage sheet, int left, int top) {
    for (int y = 0; y < caption.getHeight(); y++) {
      for (int x = 0; x < caption.getWidth(); x++) {
        sheet.setRGB(left + x, top + y, caption.getRGB(x, y));
      }
    }
  }

  /** A side, smaller where the longer one would be too large. */
  private static int side(int length, int longer) {
    return longer <= LARGEST ? length : Math.max(1, (int) ((long) length * LARGEST / longer));
  }

  private static void draw(ImageSet images, int image, BufferedImage cell) {
    ImageShape shape = images.shape();
    int plane = shape.height() * shape.width();
    int green = shape.channels() > 1 ? plane : 0;
    int blue = shape.channels() > 1 ? 2 * plane : 0;
    for (int y = 0; y < cell.getHeight(); y++) {
      for (int x = 0; x < cell.getWidth(); x++) {
        int row = (int) ((long) y * shape.height() / cell.getHeight());
        int column = (int) ((long) x * shape.width() / cell.getWidth());
        int at = row * shape.width() + column;
        int colour =
            (images.pixel(image, at) << (2 * Byte.SIZE))
                | (images.pixel(image, green + at) << Byte.SIZE)
                | images.pixel(image, blue + at);
        cell.setRGB(x, y, colour);
      }
    }
  }
}
