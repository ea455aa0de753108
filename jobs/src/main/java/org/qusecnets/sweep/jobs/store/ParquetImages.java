package org.qusecnets.sweep.jobs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.qusecnets.sweep.dataset.format.DamagedPicture;
import org.qusecnets.sweep.dataset.format.DatasetFormat;
import org.qusecnets.sweep.dataset.format.DatasetFormatPlugin;
import org.qusecnets.sweep.dataset.format.Layout;
import org.qusecnets.sweep.dataset.format.Pictures;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;

/**
 * Parquet files with a row for each image: a column of image files as bytes, by themselves or in a
 * structure with {@code bytes} as Hugging Face writes it, or of pixels in nested lists; and one of
 * labels, whole numbers from 0 on or words. Where Hugging Face's names of the classes are in the
 * file, they are taken.
 */
public record ParquetImages(
    @Option(says = "The column of images.", otherwise = "image") String image,
    @Option(says = "The column of labels.", otherwise = "label") String label,
    @Option(
            says = "In what order the lists of pixels of a colour image stand.",
            otherwise = "channels-last")
        Layout layout)
    implements DatasetFormat {
  private static final String TYPE = "parquet";

  /** Checks that there are two columns. */
  public ParquetImages {
    if (image.equals(label)) {
      throw new InvalidOption("label", "must be another column than image", label);
    }
  }

  /** Tells the program of the format. */
  public static final class Plugin implements DatasetFormatPlugin {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Declaration<ParquetImages> declaration() {
      return Declaration.of(ParquetImages.class)
          .described(
              "Image files or pixels with labels, also as Hugging Face writes them.",
              "Apache Parquet");
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Pictures open(Path path) throws IOException {
    return read(Files.isDirectory(path) ? files(path, "") : List.of(path));
  }

  /** Files whose names begin with {@code train}, and with {@code test} or {@code val}. */
  @Override
  public Parts parts(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return DatasetFormat.super.parts(path);
    }
    List<Path> test = files(path, "test");
    return new Parts(read(files(path, "train")), read(test.isEmpty() ? files(path, "val") : test));
  }

  private static List<Path> files(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.getFileName().toString().endsWith(".parquet"))
          .sorted()
          .toList();
    }
  }

  private Pictures read(List<Path> files) throws IOException {
    if (files.isEmpty()) {
      throw new DamagedPicture(
          "has no Parquet files of training and test images",
          "name them train*.parquet and test*.parquet, or set test-share");
    }
    ParquetPictureReader reader = new ParquetPictureReader(this);
    for (Path file : files) {
      try {
        reader.read(file);
      } catch (UncheckedIOException e) {
        throw new DamagedPicture(
            "cannot be read as Parquet: " + file.getFileName() + ": " + e.getCause().getMessage(),
            DamagedPicture.REPLACE);
      }
    }
    return reader.pictures();
  }
}
