package org.qusecnets.sweep.jobs;

import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.Plan;
import org.qusecnets.sweep.grid.Rates;
import org.qusecnets.sweep.grid.SweepConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sweep plan FILE}: what a sweep would do, without doing it. */
@Command(
    name = "plan",
    description = "Prints a sweep's grid, its models and an estimate of its cost. Runs nothing.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Runnable {
  /**
   * Images a second of the paper's CNN on one core of a current server processor (AMD EPYC 9004),
   * rounded down.
   */
  private static final Rates NOMINAL = new Rates(1800, 3200, 6500);

  @Mixin private ConfigurationOptions configuration;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    SweepConfiguration sweep = configuration.read();
    int cores = Runtime.getRuntime().availableProcessors();
    spec.commandLine()
        .getOut()
        .println(Plan.of(Grid.of(sweep), sweep).describe(NOMINAL, cores).stripTrailing());
  }
}
