package org.qusecnets.sweep.dataset.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;

/**
 * A text file with a row for each image: a label, a whole number from 0 on, and the pixels, all
 * separated by commas. A first row without numbers names the columns.
 */
record CsvFile(
    @Option(says = "Number of the column of labels, from 0.", otherwise = "0", from = 0) int label,
    @Option(
            says = "Rows of pixels of an image; without height and width images are square.",
            otherwise = "0",
            from = 0)
        int height,
    @Option(says = "Columns of pixels of an image.", otherwise = "0", from = 0) int width,
    @Option(says = "In what order an image's values stand.", otherwise = "channels-last")
        Layout layout,
    @Option(says = "What the pixels are.", otherwise = "bytes") Values values)
    implements DatasetFormat {
  static final String TYPE = "csv";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Checks that an image has both sides or none. */
  CsvFile {
    if (height > 0 != width > 0) {
      throw new InvalidOption("height", "must be given with width, and left out without it");
    }
  }

  /** What pixels are written as. */
  enum Values {
    /** Whole numbers from 0 to 255. */
    BYTES(1, 255),
    /** Fractions in [0, 1], which become the nearest of 256 values. */
    FRACTIONS(255, 1);

    private final int scale;
    private final int most;

    Values(int scale, int most) {
      this.scale = scale;
      this.most = most;
    }

    private byte parse(String text) throws DamagedPicture {
      double value;
      try {
        value = Double.parseDouble(text.strip());
      } catch (NumberFormatException e) {
        throw new DamagedPicture(
            "has \"" + text.strip() + "\" where a pixel is expected", "correct the file");
      }
      boolean whole = most == 1 || value == Math.rint(value);
      if (!(value >= 0 && value <= most && whole)) {
        throw new DamagedPicture(
            "has the pixel %s where %s are read"
                .formatted(
                    text.strip(), most == 1 ? "fractions in [0, 1]" : "whole numbers to 255"),
            "set values if they are the others, or correct the file");
      }
      return (byte) Math.round(value * scale);
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Pictures open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new DamagedPicture("is no file", "name one");
    }
    Rows rows = new Rows();
    try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String row = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        String[] columns = row.split(",", -1);
        boolean header =
            number == 1 && (label >= columns.length || !isNumber(columns[label].strip()));
        if (!header && !row.isBlank()) {
          rows.add(number, columns);
        }
      }
    } catch (CharacterCodingException e) {
      throw new DamagedPicture("is no text in UTF-8", "save it as UTF-8");
    }
    return rows.pictures();
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");
  }

  /** What was read so far. */
  private final class Rows {
    private final List<byte[]> images = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<DamagedPicture> faults = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private ImageShape shape;

    void add(int number, String[] columns) throws DamagedPicture {
      if (shape == null) {
        shape = shape(columns.length - 1);
      }
      byte[] image = new byte[shape.size()];
      DamagedPicture fault = null;
      if (columns.length != shape.size() + 1 || label >= columns.length) {
        throw new DamagedPicture(
            "has %d columns in row %d, expected %d: a label and %d pixels"
                .formatted(columns.length, number, shape.size() + 1, shape.size()),
            "correct the row");
      }
      labels.add(label(columns[label].strip(), number));
      try {
        int next = 0;
        for (int c = 0; c < columns.length; c++) {
          if (c != label) {
            image[layout.place(shape, next++)] = values.parse(columns[c]);
          }
        }
      } catch (DamagedPicture e) {
        fault = e;
      }
      images.add(image);
      faults.add(fault);
      numbers.add(number);
    }

    private int label(String written, int number) throws DamagedPicture {
      try {
        return ClassNumbers.of(Long.parseLong(written), "row " + number);
      } catch (NumberFormatException e) {
        throw new DamagedPicture(
            "has \"%s\" in row %d where a label, a whole number, is expected"
                .formatted(written, number),
            "set label to the column of labels, or number classes from 0");
      }
    }

    private ImageShape shape(int pixels) throws DamagedPicture {
      for (int channels : new int[] {1, 3}) {
        int rows = height > 0 ? height : (int) Math.round(Math.sqrt(pixels / (double) channels));
        int columns = height > 0 ? width : rows;
        if (rows > 0 && (long) channels * rows * columns == pixels) {
          return new ImageShape(channels, rows, columns);
        }
      }
      throw new DamagedPicture(
          "has %d pixels in a row, which are no %s image of one channel or three"
              .formatted(pixels, height > 0 ? height + " x " + width : "square"),
          "set height and width");
    }

    Pictures pictures() throws DamagedPicture {
      if (images.isEmpty()) {
        throw new DamagedPicture("has no rows", "write one for each image");
      }
      byte[] all = new byte[WholeFile.inOneArray((long) images.size() * shape.size())];
      for (int i = 0; i < images.size(); i++) {
        System.arraycopy(images.get(i), 0, all, i * shape.size(), shape.size());
      }
      int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();
      return new ArrayPictures("row", shape, all, classes, faults) {
        @Override
        public String where(int image) {
          return "row " + numbers.get(image);
        }
      };
    }
  }
}
