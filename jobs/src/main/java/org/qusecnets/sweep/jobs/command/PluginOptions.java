package org.qusecnets.sweep.jobs.command;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.qusecnets.sweep.UserException;
import picocli.CommandLine.Option;

/**
 * Jars of attacks and defenses from outside, for every command that may name them. {@code ./sweep}
 * reads the option, too, and starts this program with the jars in its class path.
 */
final class PluginOptions {
  @Option(
      names = "--jars",
      paramLabel = "JAR",
      split = ",",
      description = "Jars of plug-ins, with commas between them; also SWEEP_PLUGINS.")
  private List<String> jars = List.of();

  /**
   * Checks that this program was started with them.
   *
   * @throws UserException if not
   */
  void check() {
    Set<Path> loaded = loaded();
    for (String jar : jars) {
      if (!loaded.contains(Path.of(jar).toAbsolutePath().normalize())) {
        throw new UserException(
            "Cannot load the plug-in "
                + jar
                + ": this program was not started with it; use ./sweep, or put --jars before the"
                + " program's own jar for spark-submit");
      }
    }
  }

  private static Set<Path> loaded() {
    Set<Path> loaded = new HashSet<>();
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      loaded.add(Path.of(place).toAbsolutePath().normalize());
    }
    for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          if (url.getProtocol().equals("file")) {
            loaded.add(Path.of(URI.create(url.toString())).toAbsolutePath().normalize());
          }
        }
      }
    }
    return loaded;
  }
}
