package org.qusecnets.sweep.dataset;

import java.nio.file.Path;
import java.util.Map;

/** The folder that datasets are fetched into and loaded from. */
public final class DataDirectory {
  private static final String NAME = "qusecnets-sweep";

  private DataDirectory() {}

  /**
   * Where the user chose none: {@code qusecnets-sweep} in the folder that {@code XDG_CACHE_HOME}
   * names, else in {@code .cache} of the user's home.
   */
  public static Path defaultPath() {
    return defaultPath(System.getenv(), System.getProperty("user.home"));
  }

  static Path defaultPath(Map<String, String> environment, String home) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG specification has relative paths ignored.
    return Path.of(cache).isAbsolute() ? Path.of(cache, NAME) : Path.of(home, ".cache", NAME);
  }
}
