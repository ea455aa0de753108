package org.qusecnets.sweep.defense;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Applied;

/**
 * JPEG: the image is rounded to 8 bits, compressed and decompressed by the Java runtime's libjpeg.
 * An image of three channels is one in colour, whose two colour components are stored with half the
 * rows and columns; of other images each channel is a grey image by itself. Another build of the
 * Java runtime may bring a libjpeg that rounds otherwise.
 *
 * <p>Gradients go straight through.
 *
 * @see <a href="https://arxiv.org/abs/1711.00117">Guo, Rana, Cisse, van der Maaten 2018, Section
 *     4</a>
 */
record JpegCompression(
    @Option(
            says = "Quality of the compression on the scale of libjpeg.",
            otherwise = "75",
            from = 1,
            to = 100)
        int quality,
    @Option(says = InputDefense.APPLIED, otherwise = "at-evaluation") Applied applied)
    implements StraightThrough {
  static final String TYPE = "jpeg";
  private static final String FORMAT = "jpeg";

  JpegCompression {
    Ranges.check(JpegCompression.class, quality, applied);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public float[] transform(float[] image, ImageShape shape, long seed) {
    int[][] channels = GreyLevels.of(image, shape);
    try {
      if (channels.length == 3) {
        return GreyLevels.image(throughFile(BufferedImage.TYPE_INT_RGB, shape, channels));
      }
      int[][] compressed = new int[channels.length][];
      for (int channel = 0; channel < channels.length; channel++) {
        compressed[channel] =
            throughFile(BufferedImage.TYPE_BYTE_GRAY, shape, channels[channel])[0];
      }
      return GreyLevels.image(compressed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int[][] throughFile(int type, ImageShape shape, int[]... channels) throws IOException {
    BufferedImage picture = new BufferedImage(shape.width(), shape.height(), type);
    for (int band = 0; band < channels.length; band++) {
      picture.getRaster().setSamples(0, 0, shape.width(), shape.height(), band, channels[band]);
    }
    Raster decompressed = decompressed(compressed(picture)).getRaster();
    int[][] result = new int[channels.length][];
    for (int band = 0; band < channels.length; band++) {
      result[band] =
          decompressed.getSamples(0, 0, shape.width(), shape.height(), band, (int[]) null);
    }
    return result;
  }

  private byte[] compressed(BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(FORMAT).next();
    try (MemoryCacheImageOutputStream file = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality / 100f);
      writer.setOutput(file);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage decompressed(byte[] bytes) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(FORMAT).next();
    try (MemoryCacheImageInputStream file =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(file);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }
}
