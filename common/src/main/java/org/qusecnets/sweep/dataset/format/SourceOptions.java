package org.qusecnets.sweep.dataset.format;

import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.OptionValues;
import org.qusecnets.sweep.options.Ranges;

/** Where the images of a user's dataset are, and what is made of them. */
public record SourceOptions(
    @Option(
            says =
                "File or folder of all images, relative to the configuration; in place of train and"
                    + " test.",
            optional = true)
        String path,
    @Option(says = "File or folder of the training images.", optional = true) String train,
    @Option(says = "File or folder of the test images.", optional = true) String test,
    @Option(
            says =
                "Which share of the images at path is for tests: the same of each class, spread over"
                    + " all of its images, without chance. Without a value the format must say which are.",
            otherwise = "0",
            leftOut = "0",
            from = 0,
            below = 1)
        double testShare,
    @Option(
            says =
                "Sides that all images get, [height, width]; without a value all must have the"
                    + " same.",
            optional = true,
            pattern = "[1-9][0-9]{0,3}x[1-9][0-9]{0,3}",
            rule = "must be [height, width], each 1 to 9999")
        String size,
    @Option(
            says = "Channels that all images get, 1 or 3; without a value all must have the same.",
            optional = true,
            pattern = "[13]",
            rule = "must be 1 or 3")
        String channels,
    @Option(
            says = "SHA-256 that the content must have, as sweep data show prints it.",
            optional = true,
            pattern = "[0-9a-f]{64}",
            rule = "must be 64 digits and letters a to f")
        String sha256)
    implements Serializable {
  private static final char BETWEEN_SIDES = 'x';

  /** The options of a source. */
  public static final Declaration<SourceOptions> DECLARATION = Declaration.of(SourceOptions.class);

  /** Checks that there is one place of the images. */
  public SourceOptions {
    Ranges.check(SourceOptions.class, path, train, test, testShare, size, channels, sha256);
    if (path == null && (train == null || test == null)) {
      throw new InvalidOption("path", "is missing; set path, or both train and test");
    }
    if (path != null && (train != null || test != null)) {
      throw new InvalidOption("path", "must be left out where there is train or test", path);
    }
    if (path == null && testShare > 0) {
      throw new InvalidOption(
          "test-share", "must be left out where there are train and test", testShare);
    }
  }

  /** The same with paths below a folder made absolute. */
  public SourceOptions in(Path folder) {
    return new SourceOptions(
        absolute(folder, "path", path),
        absolute(folder, "train", train),
        absolute(folder, "test", test),
        testShare,
        size,
        channels,
        sha256);
  }

  private static String absolute(Path folder, String key, String path) {
    try {
      return path == null ? null : folder.toAbsolutePath().resolve(path).normalize().toString();
    } catch (InvalidPathException e) {
      throw new InvalidOption(key, "must be a path (" + e.getReason() + ")", path);
    }
  }

  /** Rows that all images get, where there is a size. */
  int height() {
    return Integer.parseInt(size.substring(0, size.indexOf(BETWEEN_SIDES)));
  }

  /** Columns that all images get, where there is a size. */
  int width() {
    return Integer.parseInt(size.substring(size.indexOf(BETWEEN_SIDES) + 1));
  }

  /** Number of test images in so many. */
  int tests(int images) {
    return (int) Math.round(testShare * images);
  }

  /** The options but for the content's SHA-256, by key. */
  SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>(OptionValues.of(this));
    parameters.remove("sha256");
    return parameters;
  }
}
