package org.qusecnets.sweep.jobs.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.options.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line in one message, and what may have been meant. */
final class ParameterMistake implements IParameterExceptionHandler {
  /** Options that other programs have, or that this one had, and what to do instead. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "--dry-run",
          "sweep check and sweep plan tell what a run would do; --benchmark-scheduler does what it"
              + " did here");

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    CommandSpec spec = command.getCommandSpec();
    if (arguments.length == 0) {
      command.usage(command.getErr());
      return Main.USER_ERROR;
    }
    String reason = reason(mistake, command);
    command
        .getErr()
        .println(
            "Cannot run "
                + spec.qualifiedName()
                + ": "
                + reason
                + (reason.endsWith("?") ? " " : "; ")
                + spec.qualifiedName()
                + " --help explains it");
    return Main.USER_ERROR;
  }

  private static String reason(ParameterException mistake, CommandLine command) {
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0), command);
    }
    if (mistake instanceof MissingParameterException missing) {
      ArgSpec first = missing.getMissing().get(0);
      return first instanceof OptionSpec option
          ? option.longestName() + " needs " + option.paramLabel()
          : first.paramLabel() + " is missing";
    }
    String message = mistake.getMessage();
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static String unmatched(String argument, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String word = argument.replaceFirst("=.*", "");
    if (word.startsWith("-")) {
      Collection<String> known = new ArrayList<>(spec.optionsMap().keySet());
      return "there is no option "
          + word
          + Optional.ofNullable(ELSEWHERE.get(word))
              .map(other -> ": " + other)
              .orElseGet(() -> word.length() <= 2 ? "" : Suggestion.of(word, known));
    }
    if (!command.getSubcommands().isEmpty()) {
      return "there is no command " + word + Suggestion.of(word, command.getSubcommands().keySet());
    }
    return "there is one argument too many, " + argument;
  }
}
