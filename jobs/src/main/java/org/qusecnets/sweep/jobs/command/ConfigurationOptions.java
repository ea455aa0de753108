package org.qusecnets.sweep.jobs.command;

import java.nio.file.Path;
import org.qusecnets.sweep.config.ConfiguredDatasets;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.SweepConfiguration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The configuration file and what overrides it, for every command that reads one. */
final class ConfigurationOptions {
  @Parameters(index = "0", paramLabel = "FILE", description = "The sweep's configuration (HOCON).")
  private Path file;

  @Mixin private OverrideOptions overrides;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private final ConfiguredDatasets datasets =
      new ConfiguredDatasets(
          DatasetCatalog.registered(),
          new ReadLines(line -> spec.commandLine().getErr().println(line)));

  /** What the configuration describes of datasets, once it was read. */
  ConfiguredDatasets datasets() {
    return datasets;
  }

  SweepConfiguration read() {
    return overrides.read(file, datasets);
  }
}
