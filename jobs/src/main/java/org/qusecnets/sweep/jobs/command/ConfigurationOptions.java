package org.qusecnets.sweep.jobs.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.SweepConfiguration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration file and what overrides it, for every command that reads one. */
final class ConfigurationOptions {
  @Parameters(index = "0", paramLabel = "FILE", description = "The sweep's configuration (HOCON).")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the configuration, such as training.epochs=1. Repeatable.")
  private List<String> overrides = new ArrayList<>();

  @Mixin private PluginOptions plugins;

  SweepConfiguration read() {
    plugins.check();
    return ConfigurationReader.read(file, overrides, DatasetCatalog.registered());
  }
}
