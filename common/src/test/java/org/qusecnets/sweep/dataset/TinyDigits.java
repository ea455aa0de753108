package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.qusecnets.sweep.Sha256;

/** A dataset like MNIST with 3 training and 2 test images of 2 x 2 pixels in 4 classes. */
final class TinyDigits {
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  static final ImageShape SHAPE = new ImageShape(1, 2, 2);

  static final ImageSet TRAIN =
      new ImageSet(
          SHAPE, 4, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new byte[] {3, 0, 1});
  static final ImageSet TEST =
      new ImageSet(SHAPE, 4, new byte[] {20, 21, 22, 23, 24, 25, 26, -1}, new byte[] {2, 1});

  private TinyDigits() {}

  /** The contents of its files by name. */
  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(TRAIN_IMAGES, IdxBytes.images(TRAIN));
    files.put(TRAIN_LABELS, IdxBytes.labels(TRAIN));
    files.put("t10k-images-idx3-ubyte", IdxBytes.images(TEST));
    files.put("t10k-labels-idx1-ubyte", IdxBytes.labels(TEST));
    return files;
  }

  /** The dataset, downloaded from the given places. */
  static DatasetDefinition definition(Function<String, List<URI>> urls) throws IOException {
    List<Archive> archives = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      archives.add(
          archive(
              file.getKey() + ".gz",
              Compressed.gzip(file.getValue()),
              urls,
              List.of(content(file.getKey(), file.getValue()))));
    }
    return new IdxDataset(entry("tiny", archives), SHAPE, 4, 3, 2);
  }

  static ManifestEntry entry(String name, List<Archive> archives) {
    return new ManifestEntry(
        name, "licence", "citation", "https://example.org/", name + "-files", archives);
  }

  static Archive archive(
      String name, byte[] bytes, Function<String, List<URI>> urls, List<ContentFile> contents) {
    return new Archive(name, bytes.length, Sha256.of(bytes), urls.apply(name), contents);
  }

  static ContentFile content(String name, byte[] content) {
    return new ContentFile(name, content.length, Sha256.of(content));
  }

  /** Writes the uncompressed files to where the dataset expects them. */
  static Path write(Path dataDir) throws IOException {
    Path directory = Files.createDirectories(dataDir.resolve("tiny-files"));
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
    return directory;
  }
}
