package org.qusecnets.sweep.dataset.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;

/**
 * A {@code .npz} file with an array of images and one of their labels, or with Keras' four. Images
 * are bytes, or fractions in [0, 1] that become the nearest of 256 values; grey ones may have no
 * axis for channels. Nothing that is pickled is read.
 */
record NumpyArchive(
    @Option(says = "The array of images.", otherwise = "images") String images,
    @Option(says = "The array of labels, whole numbers from 0 on.", otherwise = "labels")
        String labels,
    @Option(says = "In what order an image's axes stand.", otherwise = "channels-last")
        Layout layout)
    implements DatasetFormat {
  static final String TYPE = "npz";
  private static final String WHICH = "say which hold images and labels";
  private static final String SUFFIX = ".npy";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Pictures open(Path path) throws IOException {
    return read(path, images, labels);
  }

  /** What Keras' own archives hold: {@code x_train}, {@code y_train}, {@code x_test} and so on. */
  @Override
  public Parts parts(Path path) throws IOException {
    return new Parts(read(path, "x_train", "y_train"), read(path, "x_test", "y_test"));
  }

  private Pictures read(Path path, String imageName, String labelName) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new DamagedPicture("is no file", "name one");
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      int[] numbers = labels(zip, labelName, path);
      ZipEntry entry = entry(zip, imageName);
      try (CheckedInputStream content = content(zip, entry)) {
        NumpyArray array = NumpyArray.read(content);
        byte[] values = new byte[array.checkedValues(packed(entry, path))];
        Pictures pictures = pictures(array, content, values, numbers);
        checkEnd(content, entry);
        return pictures;
      }
    } catch (ZipException e) {
      throw new DamagedPicture("is no npz archive: " + e.getMessage(), NumpyArray.SAVE);
    }
  }

  private static ZipEntry entry(ZipFile zip, String name) throws IOException {
    return entry(zip, name, WHICH + ", or set test-share where one holds all images");
  }

  /** The entry of an array; without one the remedy is told. */
  static ZipEntry entry(ZipFile zip, String name, String remedy) throws IOException {
    ZipEntry entry = zip.getEntry(name + SUFFIX);
    if (entry == null) {
      TreeSet<String> names = new TreeSet<>();
      zip.stream().forEach(one -> names.add(one.getName().replace(SUFFIX, "")));
      throw new DamagedPicture(
          "has no array " + name + ", but " + String.join(", ", names), remedy);
    }
    return entry;
  }

  static CheckedInputStream content(ZipFile zip, ZipEntry entry) throws IOException {
    return new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32());
  }

  /** Java does not check what it reads of a zip. */
  static void checkEnd(CheckedInputStream content, ZipEntry entry) throws IOException {
    if (content.read() >= 0) {
      throw new DamagedPicture(
          "has more in " + entry.getName() + " than its header says", DamagedPicture.REPLACE);
    }
    if (content.getChecksum().getValue() != entry.getCrc()) {
      throw new DamagedPicture(
          "is damaged: the checksum of " + entry.getName() + " is wrong", DamagedPicture.REPLACE);
    }
  }

  /** What a zip says of itself may be wrong, but not larger than its file. */
  static long packed(ZipEntry entry, Path path) throws IOException {
    return Math.min(entry.getCompressedSize(), Files.size(path));
  }

  private static int[] labels(ZipFile zip, String name, Path path) throws IOException {
    ZipEntry entry = entry(zip, name);
    try (CheckedInputStream content = content(zip, entry)) {
      NumpyArray array = NumpyArray.read(content);
      boolean column = array.shape().length == 2 && array.shape()[1] == 1;
      boolean list = array.shape().length == 1;
      if (array.isFloat() || !(list || column)) {
        throw new DamagedPicture(
            "has in %s no list of whole numbers, but %s of shape %s"
                .formatted(name, array.type(), Arrays.toString(array.shape())),
            WHICH);
      }
      int[] labels = new int[array.checkedValues(packed(entry, path))];
      array.read(
          content,
          (number, value) -> labels[number] = ClassNumbers.of((long) value, "image " + number));
      checkEnd(content, entry);
      return labels;
    }
  }

  private Pictures pictures(NumpyArray array, InputStream content, byte[] values, int[] numbers)
      throws IOException {
    if (array.shape().length < 1) {
      throw new DamagedPicture("has a single value in place of images", WHICH);
    }
    ImageShape shape = layout.shape(Arrays.copyOfRange(array.shape(), 1, array.shape().length));
    if (array.shape()[0] != numbers.length) {
      throw new DamagedPicture(
          "has %d images and %d labels".formatted(array.shape()[0], numbers.length), WHICH);
    }
    if (!array.isFloat() && !array.type().equals("u1")) {
      throw new DamagedPicture(
          "has images of %s, neither bytes (u1) nor fractions in [0, 1]".formatted(array.type()),
          "convert them");
    }
    List<DamagedPicture> faults = new ArrayList<>(Collections.nCopies(numbers.length, null));
    int size = shape.size();
    array.read(
        content,
        (number, value) -> {
          int image = number / size;
          boolean fault = array.isFloat() && !(value >= 0 && value <= 1);
          if (fault && faults.get(image) == null) {
            faults.set(
                image,
                new DamagedPicture(
                    "has the value " + value + ", outside [0, 1]", "scale images to that"));
          }
          values[image * size + layout.place(shape, number % size)] =
              (byte) (array.isFloat() ? Math.round(255 * value) : (long) value);
        });
    return new ArrayPictures("image", shape, values, numbers, faults);
  }
}
