package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.qusecnets.sweep.attack.Attack;

/** The committed example of a plug-in, built as its users build it, without Maven. */
final class ExamplePlugin {
  static final String ATTACK = "momentum";
  static final String DEFENSE = "gaussian-blur";

  private static final Path SOURCES = Path.of("../common/src/example/src/main");

  private ExamplePlugin() {}

  /**
   * Builds it.
   *
   * @param folder for the jar and its classes
   * @param options of the compiler
   */
  static Path build(Path folder, String... options) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(classes, options);
    Path jar = folder.resolve("example.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(out, classes);
      add(out, SOURCES.resolve("resources"));
    }
    return jar;
  }

  private static void compile(Path classes, String... options) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-proc:none", "--release", "17", "-d", classes.toString()));
    arguments.addAll(List.of("-classpath", program().toString()));
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  arguments,
                  null,
                  files.getJavaFileObjectsFromPaths(below(SOURCES.resolve("java"))))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }

  /** Where the classes are that a plug-in may use. */
  private static Path program() {
    try {
      return Path.of(Attack.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(JarOutputStream out, Path folder) throws IOException {
    for (Path file : below(folder)) {
      out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
      out.write(Files.readAllBytes(file));
      out.closeEntry();
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
