package org.qusecnets.sweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says what it is for, where to start reading, and what it may use. */
class PackageDescriptionTest {
  static List<Path> packages() throws IOException {
    List<Path> packages = new ArrayList<>();
    for (String module : List.of("common", "jobs")) {
      try (Stream<Path> files = Files.walk(Documentation.ROOT.resolve(module + "/src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !folder.endsWith("sweep"))
            .sorted()
            .forEach(packages::add);
      }
    }
    return packages;
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packagesSayWhereToStartAndWhatTheyMayUse(Path folder) throws IOException {
    String text =
        Files.readString(folder.resolve("package-info.java")).replaceAll("\\s*\\n \\*\\s*", " ");

    assertThat(text).contains("where to start reading");
    assertThat(text).containsPattern("This package (may use|uses none)");
  }
}
