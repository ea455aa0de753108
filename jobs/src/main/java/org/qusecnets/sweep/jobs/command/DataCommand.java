package org.qusecnets.sweep.jobs.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sweep data}: brings and checks datasets. */
@Command(
    name = "data",
    description = "Shows, downloads and verifies datasets.",
    mixinStandardHelpOptions = true,
    subcommands = {FetchCommand.class, ShowCommand.class, VerifyCommand.class})
final class DataCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which command: fetch, show or verify?");
  }
}
