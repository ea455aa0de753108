package org.qusecnets.sweep.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the measurements were taken.
 *
 * @param processor its model, where the operating system tells
 * @param cores cores that this JVM may use
 */
record Machine(String processor, int cores) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  static Machine current() {
    return new Machine(model(), Runtime.getRuntime().availableProcessors());
  }

  private static String model() {
    try {
      List<String> lines = Files.readAllLines(PROCESSORS);
      return lines.stream()
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }
}
