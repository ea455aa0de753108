package org.qusecnets.sweep.jobs.command;

import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code sweep check FILE}: whether a configuration is valid. Runs nothing, reads no published
 * data.
 */
@Command(
    name = "check",
    description = {
      "Tells everything that is wrong with a configuration, or how much it asks for.",
      "Runs nothing, and reads of data only what the configuration describes itself."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Runnable {
  @Mixin private ConfigurationOptions configuration;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    SweepConfiguration sweep = configuration.read();
    spec.commandLine()
        .getOut()
        .println(sweep.name() + " is valid: " + GridCounts.of(Grid.of(sweep)));
  }
}
