package org.qusecnets.sweep.dataset.format;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * IDX files of bytes as MNIST's: grey images in one, labels in another that is called as the first
 * with {@code labels-idx1} for {@code images-idx3}; plain or compressed by gzip.
 */
record IdxFiles() implements DatasetFormat {
  static final String TYPE = "idx";
  private static final String IMAGES = "images-idx3";
  private static final String LABELS = "labels-idx1";
  private static final String GZIP = ".gz";
  private static final int BYTES_OF_THREE = 0x0803;
  private static final int BYTES_OF_ONE = 0x0801;
  private static final int GZIP_MAGIC = 0x1f8b;

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Pictures open(Path path) throws IOException {
    String name = path.getFileName().toString();
    if (!Files.isRegularFile(path) || !name.contains(IMAGES)) {
      throw new DamagedPicture(
          "is no file with " + IMAGES + " in its name", "name the one of images");
    }
    byte[] labels = labels(path.resolveSibling(name.replace(IMAGES, LABELS)));
    try (DataInputStream in = stream(path)) {
      int[] sides = sides(in, BYTES_OF_THREE, 3);
      if (sides[0] != labels.length) {
        throw new DamagedPicture(
            "has %d images for %d labels".formatted(sides[0], labels.length),
            "take both of one set");
      }
      if ((long) sides[1] * sides[2] > PictureFile.MOST_PIXELS) {
        throw new DamagedPicture(
            "has images of %d x %d pixels, of which at most %d are read"
                .formatted(sides[1], sides[2], PictureFile.MOST_PIXELS),
            "make them smaller");
      }
      ImageShape shape = new ImageShape(1, sides[1], sides[2]);
      int[] numbers = new int[labels.length];
      Arrays.setAll(numbers, i -> Byte.toUnsignedInt(labels[i]));
      byte[] values = values(in, (long) sides[0] * shape.size(), path);
      return new ArrayPictures("image", shape, values, numbers, List.of());
    }
  }

  /** As MNIST's four files are called. */
  @Override
  public Parts parts(Path path) throws IOException {
    return new Parts(part(path, "train"), part(path, "t10k"));
  }

  private Pictures part(Path folder, String prefix) throws IOException {
    String name = prefix + "-" + IMAGES + "-ubyte";
    return Files.isRegularFile(folder.resolve(name))
        ? open(folder.resolve(name))
        : open(folder.resolve(name + GZIP));
  }

  private static byte[] labels(Path path) throws IOException {
    Path found =
        Files.isRegularFile(path) || path.toString().endsWith(GZIP)
            ? path
            : path.resolveSibling(path.getFileName() + GZIP);
    if (!Files.isRegularFile(found)) {
      throw new DamagedPicture(
          "has no labels beside it: there is no " + path.getFileName(), "put it there");
    }
    try (DataInputStream in = stream(found)) {
      return values(in, sides(in, BYTES_OF_ONE, 1)[0], found);
    }
  }

  private static DataInputStream stream(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path));
    in.mark(2);
    int magic = in.read() << Byte.SIZE | in.read();
    in.reset();
    return new DataInputStream(magic == GZIP_MAGIC ? new GZIPInputStream(in) : in);
  }

  private static int[] sides(DataInputStream in, int magic, int dimensions) throws IOException {
    try {
      int found = in.readInt();
      if (found != magic) {
        throw new DamagedPicture(
            "begins with 0x%08x in place of 0x%08x".formatted(found, magic),
            "give files of images and of labels in bytes");
      }
      int[] sides = new int[dimensions];
      for (int i = 0; i < dimensions; i++) {
        sides[i] = in.readInt();
        if (sides[i] < 1) {
          throw new DamagedPicture(
              "says that it has " + sides[i] + " of something", DamagedPicture.REPLACE);
        }
      }
      return sides;
    } catch (EOFException e) {
      throw new DamagedPicture("ends within its header", DamagedPicture.REPLACE);
    }
  }

  private static byte[] values(InputStream in, long count, Path file) throws IOException {
    WholeFile.checkUnpacked(count, Files.size(file));
    byte[] values = in.readNBytes(WholeFile.inOneArray(count));
    if (values.length < count || in.read() >= 0) {
      throw new DamagedPicture(
          "has %s than the %d values that it says"
              .formatted(values.length < count ? "fewer" : "more", count),
          DamagedPicture.REPLACE);
    }
    return values;
  }
}
