package org.qusecnets.sweep.dataset.format;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * Decodes image files: PNG, JPEG and BMP by Java's own readers, PPM and PGM here.
 *
 * <p>Values are those of the file: no colour profile is applied, and no EXIF orientation.
 */
public final class PictureFile {
  /** What a file may unpack to: 64 million pixels. */
  static final long MOST_PIXELS = 1L << 26;

  private static final String CONVERT = "convert it to RGB";
  private static final Set<String> READ = Set.of("png", "jpeg", "bmp");
  private static final int BYTE = 8;

  private PictureFile() {}

  /**
   * The image of a file.
   *
   * @param content the whole file
   * @throws DamagedPicture if it is none, or of a kind whose values would have to be guessed at
   */
  public static Picture decode(byte[] content) throws IOException {
    if (content.length == 0) {
      throw new DamagedPicture("is empty", DamagedPicture.REPLACE);
    }
    if (PortableMap.isOne(content)) {
      return new PortableMap(content).picture();
    }
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(
            new ByteArrayInputStream(JpegSegments.withoutProfile(content)))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DamagedPicture(
            "is no PNG, JPEG, BMP, PPM or PGM", "convert it to one of these or delete it");
      }
      ImageReader reader = readers.next();
      try {
        return decode(reader, in);
      } finally {
        reader.dispose();
      }
    }
  }

  private static Picture decode(ImageReader reader, ImageInputStream in) throws IOException {
    String format = reader.getFormatName().toLowerCase(Locale.ROOT);
    if (!READ.contains(format)) {
      throw new DamagedPicture(
          "is a " + format.toUpperCase(Locale.ROOT) + ", of which nothing is read",
          "make it a PNG");
    }
    try {
      reader.setInput(in);
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      checkPixels(reader.getWidth(0), reader.getHeight(0));
      BufferedImage image = reader.read(0);
      if (!warnings.isEmpty()) {
        throw new DamagedPicture("is damaged: " + warnings.get(0), DamagedPicture.REPLACE);
      }
      return picture(image);
    } catch (DamagedPicture e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Java's readers throw whatever comes of a damaged file.
      throw undecoded(e);
    }
  }

  private static DamagedPicture undecoded(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.contains("Unsupported Image Type")
        ? new DamagedPicture(
            "cannot be decoded: its colours are neither grey nor RGB (CMYK?)", CONVERT)
        : new DamagedPicture("cannot be decoded: " + message, DamagedPicture.REPLACE);
  }

  /** Before anything is unpacked. */
  static void checkPixels(long width, long height) throws DamagedPicture {
    if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
      throw new DamagedPicture(
          "has %d x %d pixels, not 1 to %d in all".formatted(height, width, MOST_PIXELS),
          "save it in another size");
    }
  }

  private static Picture picture(BufferedImage image) throws DamagedPicture {
    ColorModel colours = image.getColorModel();
    if (colours.hasAlpha()) {
      throw new DamagedPicture("has an alpha channel", "put it on a background");
    }
    if (colours instanceof IndexColorModel palette) {
      return ofPalette(image.getRaster(), palette);
    }
    for (int bits : colours.getComponentSize()) {
      if (bits != BYTE) {
        throw new DamagedPicture("has " + bits + " bits a channel", "save it with 8");
      }
    }
    int space = colours.getColorSpace().getType();
    int channels = image.getRaster().getNumBands();
    boolean grey = space == ColorSpace.TYPE_GRAY && channels == 1;
    boolean coloured = space == ColorSpace.TYPE_RGB && channels == 3;
    if (!grey && !coloured) {
      throw new DamagedPicture("is neither grey nor RGB (CMYK?)", CONVERT);
    }
    return ofBands(image.getRaster(), channels);
  }

  private static Picture ofBands(Raster raster, int channels) {
    ImageShape shape = new ImageShape(channels, raster.getHeight(), raster.getWidth());
    byte[] values = new byte[shape.size()];
    int[] row = new int[shape.width()];
    int next = 0;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int value : raster.getSamples(0, y, shape.width(), 1, c, row)) {
          values[next++] = (byte) value;
        }
      }
    }
    return new Picture(shape, values);
  }

  private static Picture ofPalette(Raster raster, IndexColorModel palette) {
    boolean grey = true;
    for (int i = 0; i < palette.getMapSize(); i++) {
      grey &= palette.getRed(i) == palette.getGreen(i) && palette.getRed(i) == palette.getBlue(i);
    }
    ImageShape shape = new ImageShape(grey ? 1 : 3, raster.getHeight(), raster.getWidth());
    byte[] values = new byte[shape.size()];
    int plane = shape.height() * shape.width();
    int[] row = new int[shape.width()];
    for (int y = 0; y < shape.height(); y++) {
      raster.getSamples(0, y, shape.width(), 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        int at = y * row.length + x;
        values[at] = (byte) palette.getRed(row[x]);
        if (!grey) {
          values[plane + at] = (byte) palette.getGreen(row[x]);
          values[2 * plane + at] = (byte) palette.getBlue(row[x]);
        }
      }
    }
    return new Picture(shape, values);
  }
}
