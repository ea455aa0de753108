package org.qusecnets.sweep.dataset.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;

/**
 * CIFAR's binary version: records of a label byte, two with 100 classes, of which the second
 * counts, and 32 x 32 colour pixels. A folder has all its files, or those for training and for
 * tests by their names.
 */
record CifarBinary(
    @Option(says = "Number of classes: 10 or 100.", otherwise = "10", rule = "must be 10 or 100")
        int classes)
    implements DatasetFormat {
  static final String TYPE = "cifar-binary";

  /** Half a million records. */
  private static final long MOST_BYTES = 3_074_000_000L / 2;

  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);

  private static final String NAMES =
      "name one with data_batch_1.bin to test_batch.bin, or train.bin and test.bin";

  /** Checks that there is such a set. */
  CifarBinary {
    if (classes != 10 && classes != 100) {
      throw new InvalidOption("classes", "must be 10 or 100", classes);
    }
  }

  private int labels() {
    return classes == 100 ? 2 : 1;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Pictures open(Path path) throws IOException {
    return read(List.of(path));
  }

  @Override
  public Parts parts(Path path) throws IOException {
    return new Parts(
        read(files(path, "data_batch_\\d+\\.bin|train\\.bin")),
        read(files(path, "test_batch\\.bin|test\\.bin")));
  }

  private static List<Path> files(Path folder, String names) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DamagedPicture("is no folder", NAMES);
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().matches(names)).sorted().toList();
      if (found.isEmpty()) {
        throw new DamagedPicture("has no files of CIFAR's names", NAMES);
      }
      return found;
    }
  }

  private Pictures read(List<Path> files) throws IOException {
    int record = labels() + SHAPE.size();
    List<byte[]> contents = new ArrayList<>();
    int count = 0;
    for (Path file : files) {
      byte[] content = WholeFile.read(file, MOST_BYTES);
      if (content.length == 0 || content.length % record != 0) {
        throw new DamagedPicture(
            "has in %s %d bytes, which are no records of %d"
                .formatted(file.getFileName(), content.length, record),
            "take CIFAR's binary version, and set classes to 10 or 100");
      }
      contents.add(content);
      count = Math.addExact(count, content.length / record);
    }
    byte[] values = new byte[WholeFile.inOneArray((long) count * SHAPE.size())];
    int[] labels = new int[count];
    int next = 0;
    for (byte[] content : contents) {
      for (int at = 0; at < content.length; at += record) {
        labels[next] = Byte.toUnsignedInt(content[at + labels() - 1]);
        if (labels[next] >= classes) {
          throw new DamagedPicture(
              "has the label %d of %d classes".formatted(labels[next], classes), "set classes");
        }
        System.arraycopy(content, at + labels(), values, next * SHAPE.size(), SHAPE.size());
        next++;
      }
    }
    return new ArrayPictures("image", SHAPE, values, labels, List.of());
  }
}
