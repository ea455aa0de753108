package org.qusecnets.sweep.jobs.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.config.ConfiguredDatasets;
import org.qusecnets.sweep.grid.SweepConfiguration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What overrides a configuration and what it may name besides, for every command that reads one.
 */
final class OverrideOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the configuration, such as training.epochs=1. Repeatable.")
  private List<String> overrides = new ArrayList<>();

  @Mixin private PluginOptions plugins;

  SweepConfiguration read(Path file, ConfiguredDatasets datasets) {
    plugins.check();
    return ConfigurationReader.read(file, overrides, datasets);
  }

  /**
   * Checks that nothing is overridden where there is no configuration.
   *
   * @param instead what there is
   * @throws UserException if something is
   */
  void checkUnused(String instead) {
    plugins.check();
    if (!overrides.isEmpty()) {
      throw new UserException(
          "Cannot set "
              + overrides.get(0)
              + ": "
              + instead
              + " is no configuration; leave --set out, or name a file that ends in .conf");
    }
  }
}
