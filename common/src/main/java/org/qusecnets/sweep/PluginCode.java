package org.qusecnets.sweep;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Code from outside this program: a jar, or a folder of classes. What it made is used again only by
 * the same code.
 *
 * @param file name of the jar or folder
 * @param version the {@code Implementation-Version} of its manifest; empty if it tells none
 * @param sha256 hash of the files in it, by name, but for the manifest and what Maven adds: another
 *     build of the same sources has the same one
 */
public record PluginCode(String file, String version, String sha256) implements Serializable {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String MAVEN = "META-INF/maven/";
  private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

  /** The code that a class is part of; empty if that is this program. */
  public static Optional<PluginCode> of(Class<?> type) {
    URL place = place(type);
    if (place.toString().equals(place(PluginCode.class).toString())) {
      return Optional.empty();
    }
    String version = type.getPackage().getImplementationVersion();
    Path path = path(place);
    return Optional.of(
        new PluginCode(
            String.valueOf(path.getFileName()),
            Objects.requireNonNullElse(version, ""),
            HASHES.computeIfAbsent(place.toString(), unhashed -> hash(path))));
  }

  private static URL place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IllegalStateException(type.getName() + " is in no jar or folder");
    }
    return source.getLocation();
  }

  private static Path path(URL place) {
    try {
      return Path.of(place.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(Path path) {
    try {
      if (Files.isDirectory(path)) {
        return hashBelow(path);
      }
      try (FileSystem jar = FileSystems.newFileSystem(path)) {
        return hashBelow(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hashBelow(Path root) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(root.relativize(file).toString().replace('\\', '/'), file));
    }
    files.keySet().removeIf(name -> name.equals(MANIFEST) || name.startsWith(MAVEN));
    MessageDigest digest = Sha256.digest();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String line = Sha256.of(Files.readAllBytes(file.getValue())) + " " + file.getKey() + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hexadecimal(digest);
  }
}
