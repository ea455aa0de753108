package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** When each file and folder below one was written last. */
final class FileTimes {
  private FileTimes() {}

  static Map<Path, FileTime> of(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      Map<Path, FileTime> times = new HashMap<>();
      for (Path path : (Iterable<Path>) paths::iterator) {
        times.put(path, Files.getLastModifiedTime(path));
      }
      return times;
    }
  }
}
