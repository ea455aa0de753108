package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The faulty attacks in a jar of their own, as somebody's plugin comes. */
final class PluginJar {
  private PluginJar() {}

  static Path write(Path folder) throws IOException {
    Path jar = folder.resolve("faulty-attack.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> classes = Files.list(classes())) {
      for (Path file :
          classes
              .filter(
                  c -> c.getFileName().toString().startsWith(FaultyAttack.class.getSimpleName()))
              .sorted()
              .toList()) {
        add(
            out,
            FaultyAttack.class.getPackageName().replace('.', '/') + "/" + file.getFileName(),
            Files.readAllBytes(file));
      }
      add(out, FaultyAttack.SERVICE, FaultyAttack.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static Path classes() {
    try {
      return Path.of(FaultyAttack.class.getResource(".").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
