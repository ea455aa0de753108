package org.qusecnets.sweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The repository's Markdown files. */
final class Documentation {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Set<String> FILES = Set.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md");

  /** What builds, sweeps and environments of Python leave. */
  private static final Set<String> LEFT =
      Set.of(".git", ".venv", "node_modules", "results", "target");

  /** Two words at least: one may be anything. */
  private static final Pattern CLASS_NAME = Pattern.compile("`((?:[A-Z][a-z0-9]+){2,}(?:IT)?)`");

  private static final Set<String> CLASSES_OF_LIBRARIES =
      Set.of("ParameterAveragingTrainingMaster");

  private Documentation() {}

  static List<Path> files() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return LEFT.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (FILES.contains(file.getFileName().toString())) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted().toList();
  }

  /** The links and images of a Markdown file that lead nowhere. */
  static Stream<String> brokenLinks(Path file) {
    return MarkdownFile.read(file).links().stream()
        .filter(link -> !link.matches("[a-z]+:.*"))
        .filter(link -> !leadsSomewhere(file, link));
  }

  /** The names of classes in a Markdown file that are neither this program's nor a library's. */
  static Stream<String> unknownClasses(Path file) {
    Set<String> known = classes();
    return CLASS_NAME
        .matcher(read(file))
        .results()
        .map(name -> name.group(1))
        .distinct()
        .filter(name -> !known.contains(name) && !CLASSES_OF_LIBRARIES.contains(name));
  }

  private static Set<String> classes() {
    return Stream.of("common/src", "jobs/src")
        .flatMap(sources -> names(ROOT.resolve(sources)).stream())
        .collect(Collectors.toSet());
  }

  private static List<String> names(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean leadsSomewhere(Path file, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0 || MarkdownFile.read(target).anchors().contains(link.substring(hash + 1));
  }
}
