package org.qusecnets.sweep.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.qusecnets.sweep.UserException;

/**
 * What the user asks for, by system properties.
 *
 * @param directory where results go
 * @param seconds how long a main figure is measured
 * @param only which measurements, by name
 * @param torchReference the script to compare with, if any
 * @param python what runs it
 * @param attackPython what runs the attacks of other libraries, if they are to be compared with
 * @param attackReference the program that does
 */
record Settings(
    Path directory,
    double seconds,
    Pattern only,
    Optional<Path> torchReference,
    String python,
    Optional<String> attackPython,
    Path attackReference) {

  static Settings read() {
    return new Settings(
        Path.of(System.getProperty("benchmark.directory", "target/benchmark")),
        seconds(System.getProperty("benchmark.seconds", "6")),
        only(System.getProperty("benchmark.only", "")),
        script(System.getProperty("torch.reference", "")),
        System.getProperty("torch.python", "python3"),
        Optional.of(System.getProperty("attack.python", "")).filter(python -> !python.isEmpty()),
        Path.of(
            System.getProperty("attack.reference", "src/benchmark/python/attack_reference.py")));
  }

  private static double seconds(String text) {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds > 0 && seconds <= 3600) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      throw wrongSeconds(text, e);
    }
    throw wrongSeconds(text, null);
  }

  private static UserException wrongSeconds(String text, Exception cause) {
    return new UserException(
        "Cannot benchmark: -Dbenchmark.seconds must be a number above 0, at most 3600, was \""
            + text
            + "\"; 6 is usual",
        cause);
  }

  private static Pattern only(String text) {
    try {
      Pattern pattern = Pattern.compile(text);
      List<String> names = BenchmarkPlan.names();
      if (names.stream().noneMatch(pattern.asPredicate())) {
        throw new UserException(
            "Cannot benchmark: -Dbenchmark.only="
                + text
                + " matches none of:\n  "
                + String.join("\n  ", names));
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new UserException(
          "Cannot benchmark: -Dbenchmark.only is no regular expression: " + e.getMessage(), e);
    }
  }

  private static Optional<Path> script(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Path script = Path.of(text).toAbsolutePath();
    if (!Files.isReadable(script)) {
      throw new UserException(
          "Cannot compare with PyTorch: no readable file "
              + script
              + "; give the script with -Dtorch.reference");
    }
    return Optional.of(script);
  }
}
