package org.qusecnets.sweep.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Parses a configuration file and puts the overrides over it. */
final class Source {
  private final Problems problems;

  Source(Problems problems) {
    this.problems = problems;
  }

  /**
   * The values, included files and substitutions resolved.
   *
   * @throws ConfigurationException if that is not possible
   */
  ConfigObject read(Path file, List<String> overrides) {
    Config config = parse(file);
    for (String override : overrides) {
      config = parse(override).withFallback(config);
    }
    problems.check();
    Config merged = config;
    // Without the environment: a configuration means the same on every machine.
    Config resolved = attempt(() -> merged.resolve(ConfigResolveOptions.noSystem()));
    problems.check();
    return resolved.root();
  }

  private Config parse(Path file) {
    if (Files.isDirectory(file)) {
      problems.add("is a folder; name a configuration file");
      return ConfigFactory.empty();
    }
    if (!Files.exists(file)) {
      problems.add("there is no such file; check the path");
      return ConfigFactory.empty();
    }
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setAllowMissing(false)
            .setIncluder(new Includes(file, problems));
    return attempt(() -> ConfigFactory.parseFile(file.toFile(), options));
  }

  private Config parse(String override) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(Problems.nameOf(override));
    return attempt(() -> ConfigFactory.parseString(override, options));
  }

  private Config attempt(Supplier<Config> step) {
    try {
      return step.get();
    } catch (ConfigException.UnresolvedSubstitution e) {
      problems.add(e.origin(), withoutOrigin(e));
      return ConfigFactory.empty();
    } catch (ConfigException.Parse e) {
      String hint = "; check braces, brackets and quotes up to here";
      problems.add(e.origin(), "is not HOCON: " + withoutOrigin(e) + hint);
      return ConfigFactory.empty();
    } catch (ConfigException e) {
      problems.add(e.origin(), "cannot be read: " + withoutOrigin(e));
      return ConfigFactory.empty();
    } catch (StackOverflowError e) {
      problems.add("is nested too deeply; name a configuration file");
      return ConfigFactory.empty();
    } catch (OutOfMemoryError e) {
      problems.add("is too large; name a configuration file");
      return ConfigFactory.empty();
    }
  }

  private static String withoutOrigin(ConfigException e) {
    String prefix = e.origin() == null ? "" : e.origin().description() + ": ";
    String message = e.getMessage();
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }
}
