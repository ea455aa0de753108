package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that other programs keep under a similar name or in another folder: {@code
 * train-images.idx3-ubyte}, {@code MNIST/raw/train-images-idx3-ubyte}, {@code
 * cifar10/test_batch.bin}.
 */
final class NearMiss {
  /** Folders below the data folder. */
  private static final int DEPTH = 4;

  /** The data folder may be anybody's. */
  private static final int FILES = 10_000;

  private NearMiss() {}

  /**
   * A file near a folder of a dataset that looks like one that is missing there.
   *
   * @param directory the dataset's folder inside the data folder, which need not be there
   * @param name the file's name without the suffix of a compression
   */
  static Optional<Path> of(Path directory, String name) {
    Path data = directory.toAbsolutePath().getParent();
    if (data == null || !Files.isDirectory(data)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(data, DEPTH)) {
      return files
          .limit(FILES)
          .filter(file -> plain(file.getFileName().toString()).equals(plain(name)))
          .filter(Files::isRegularFile)
          .sorted()
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      // A hint is no reason to fail.
      return Optional.empty();
    }
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceFirst("[.]gz$", "")
        .replaceFirst("^([^.]*)[.]idx", "$1-idx");
  }
}
