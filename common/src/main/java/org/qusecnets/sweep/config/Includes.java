package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Includes files relative to the file that includes them. Unlike Typesafe's own includer it takes a
 * missing file for a mistake, since a sweep without it would silently be another one.
 */
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final Problems problems;
  private final Deque<Path> open = new ArrayDeque<>();

  Includes(Path file, Problems problems) {
    this.problems = problems;
    open.push(file);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Path including = open.element();
    Path included = including.resolveSibling(what);
    if (!Files.isRegularFile(included)) {
      return refuse(including, what, "there is no file " + included);
    }
    if (open.stream().anyMatch(file -> same(file, included))) {
      return refuse(including, what, included + " includes itself");
    }
    open.push(included);
    try {
      ConfigParseOptions options =
          context.parseOptions().setSyntax(null).setOriginDescription(null).setAllowMissing(false);
      return ConfigFactory.parseFile(included.toFile(), options).root();
    } finally {
      open.pop();
    }
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return refuse(open.element(), what.toString(), "only files can be included");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return refuse(open.element(), what, "only files can be included");
  }

  private ConfigObject refuse(Path including, String what, String reason) {
    problems.add(including, line(including, what), "cannot include \"" + what + "\": " + reason);
    return ConfigFactory.empty().root();
  }

  /** Typesafe does not tell on which line an include stands. */
  private static int line(Path file, String what) {
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains("include") && lines.get(i).contains('"' + what + '"')) {
          return i + 1;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
