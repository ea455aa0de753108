package org.qusecnets.sweep.jobs.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.DatasetDefinition;
import org.qusecnets.sweep.dataset.FileReport;

/**
 * The folder of datasets, a local one or one on any file system that Hadoop knows. What lies on
 * another file system is copied to a temporary folder while it is read, and verified there.
 */
public final class DataFolder {
  private final String folder;

  /**
   * A folder.
   *
   * @param folder a local path, or a URI
   */
  public DataFolder(String folder) {
    this.folder = folder;
  }

  /** The local folder that datasets can be fetched into. */
  public Path local() {
    if (isRemote()) {
      throw new UserException(
          "Cannot fetch data into "
              + folder
              + ": it is not a local folder; fetch into one and copy it there");
    }
    return path();
  }

  private boolean isRemote() {
    return folder.matches(Storage.URI) && !folder.startsWith("file:");
  }

  private Path path() {
    return folder.startsWith("file:")
        ? Path.of(new org.apache.hadoop.fs.Path(folder).toUri().getPath())
        : Path.of(folder);
  }

  /**
   * Reads a dataset and verifies it.
   *
   * @throws UserException if a file is missing, damaged or cannot be read
   */
  public Dataset load(DatasetDefinition definition) {
    return isRemote()
        ? copied(definition, copy -> definition.load(copy, folder))
        : definition.load(path());
  }

  /** Compares the files of a dataset with what they must be. */
  public List<FileReport> verify(DatasetDefinition definition) {
    return isRemote()
        ? copied(definition, copy -> definition.verify(copy, folder))
        : definition.verify(path());
  }

  private <T> T copied(DatasetDefinition definition, Function<Path, T> use) {
    try {
      Path copy = Files.createTempDirectory("sweep-data");
      try {
        copy(Storage.of(folder), definition.places(), copy);
        return use.apply(copy);
      } finally {
        delete(copy);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          "Cannot load "
              + definition.name()
              + " from "
              + folder
              + ": "
              + e.getMessage()
              + "; check that it can be reached, and space for temporary files",
          e);
    }
  }

  /** Copies of each file the first place that is there. */
  public static void copy(Storage from, List<List<String>> places, Path to) throws IOException {
    for (List<String> file : places) {
      for (String place : file) {
        if (from.exists(place)) {
          Path copy = to.resolve(place);
          Files.createDirectories(copy.getParent());
          try (InputStream in = from.open(place)) {
            Files.copy(in, copy);
          }
          break;
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public String toString() {
    return folder;
  }
}
