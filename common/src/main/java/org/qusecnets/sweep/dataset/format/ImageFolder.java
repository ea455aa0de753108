package org.qusecnets.sweep.dataset.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder with a folder of image files for each class, which is called as its folder. Classes and
 * files are in the order of their names, as text, whatever the system's language: {@code 10} comes
 * before {@code 2}, as in torchvision's {@code ImageFolder} and Keras. Hidden files are left out.
 */
record ImageFolder() implements DatasetFormat {
  static final String TYPE = "image-folder";

  /** What stands for letters that a locale has not. */
  private static final char UNKNOWN = '\uFFFD';

  /** What a file of one image may have. */
  private static final long MOST_BYTES = 1L << 28;

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Pictures open(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new DamagedPicture("is no folder", "name one with a folder of images for each class");
    }
    List<String> names = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path folder : sorted(path, Files::isDirectory, "folder of a class")) {
      List<Path> images = sorted(folder, Files::isRegularFile, "image file");
      if (images.isEmpty()) {
        throw new DamagedPicture(
            "has a class without images: " + folder.getFileName() + " is empty",
            "put images there or delete it");
      }
      names.add(name(folder));
      for (Path image : images) {
        files.add(image);
        labels.add(names.size() - 1);
      }
    }
    return new Pictures() {
      @Override
      public int count() {
        return files.size();
      }

      @Override
      public String where(int image) {
        return files.get(image).toString();
      }

      @Override
      public int label(int image) {
        return labels.get(image);
      }

      @Override
      public List<String> classNames() {
        return names;
      }

      @Override
      public Picture read(int image) throws IOException {
        return PictureFile.decode(WholeFile.read(files.get(image), MOST_BYTES));
      }
    };
  }

  /** What is in a folder {@code train} beside one that is called {@code test} or {@code val}. */
  @Override
  public Parts parts(Path path) throws IOException {
    Path test =
        Stream.of("test", "val")
            .map(path::resolve)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(path);
    if (test.equals(path) || !Files.isDirectory(path.resolve("train"))) {
      return DatasetFormat.super.parts(path);
    }
    return new Parts(open(path.resolve("train")), open(test));
  }

  /** What a folder holds, without hidden files; all of one kind. */
  private static List<Path> sorted(Path folder, Predicate<Path> kind, String noun)
      throws IOException {
    List<Path> sorted;
    try (Stream<Path> found = Files.list(folder)) {
      sorted =
          found
              .filter(path -> !name(path).startsWith("."))
              .sorted(Comparator.comparing(ImageFolder::name))
              .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : sorted) {
      if (!kind.test(path)) {
        throw new DamagedPicture(
            "has " + path + ", which is no " + noun, "move it elsewhere or delete it");
      }
      if (name(path).indexOf(UNKNOWN) >= 0) {
        throw new DamagedPicture(
            "has " + path + ", whose name Java cannot read here", "set a UTF-8 locale");
      }
    }
    return sorted;
  }

  /** The name of a file, which some systems decompose. */
  private static String name(Path path) {
    return Normalizer.normalize(path.getFileName().toString(), Normalizer.Form.NFC);
  }
}
