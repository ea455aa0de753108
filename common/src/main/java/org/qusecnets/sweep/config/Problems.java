package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a configuration, to report all of it at once. */
final class Problems {
  private record Problem(Location location, String message) {}

  private final Path folder;
  private final Location file;
  private final List<String> overrides;
  private final Set<Problem> problems = new LinkedHashSet<>();

  Problems(Path file, List<String> overrides) {
    this.file = new Location(0, file.toString(), 0);
    folder = file.toAbsolutePath().getParent();
    this.overrides = List.copyOf(overrides);
  }

  /** The folder of the configuration, which paths in it are relative to. */
  Path folder() {
    return folder;
  }

  /** How an override is named in messages. */
  static String nameOf(String override) {
    return "--set " + override;
  }

  void add(String message) {
    problems.add(new Problem(file, message));
  }

  void add(ConfigOrigin origin, String message) {
    problems.add(new Problem(locate(origin), message));
  }

  void add(Path included, int line, String message) {
    problems.add(new Problem(locate(included.toString(), line), message));
  }

  /** Where a value comes from: what was merged from several places comes from the file. */
  Location locate(ConfigOrigin origin) {
    if (origin == null) {
      return file;
    }
    if (origin.filename() != null) {
      return locate(origin.filename(), Math.max(origin.lineNumber(), 0));
    }
    String source = origin.withLineNumber(-1).description();
    for (int i = 0; i < overrides.size(); i++) {
      if (source.equals(nameOf(overrides.get(i)))) {
        return new Location(i + 2, source, 0);
      }
    }
    return file;
  }

  /** Ends the reading if there is any problem. */
  void check() {
    if (!problems.isEmpty()) {
      List<String> lines =
          problems.stream()
              .sorted((one, other) -> one.location.compareTo(other.location))
              .map(problem -> problem.location + ": " + problem.message)
              .toList();
      throw new ConfigurationException(file.source(), lines);
    }
  }

  private Location locate(String source, int line) {
    return new Location(source.equals(file.source()) ? 0 : 1, source, line);
  }
}
