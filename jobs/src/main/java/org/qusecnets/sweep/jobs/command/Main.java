package org.qusecnets.sweep.jobs.command;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.qusecnets.sweep.UserException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit codes: 0 done, 2 a mistake of the user's (one message, no stack trace), 3
 * a fault of the program (with its stack trace), 4 cells that failed, 130 stopped.
 */
@Command(
    name = "sweep",
    description = "Measures how robust image classifiers are, over grids of defenses and attacks.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    subcommands = {
      InitCommand.class,
      CheckCommand.class,
      ListCommand.class,
      PlanCommand.class,
      RunCommand.class,
      StatusCommand.class,
      ReportCommand.class,
      ResilienceCommand.class,
      ExportCommand.class,
      DataCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:something to mend: the configuration, the data, a model, the output folder",
      "3:a fault of this program",
      "4:some cells failed; their rows say why",
      "130:stopped by Ctrl-C; what is finished is kept"
    })
public final class Main implements Runnable {
  private static final int USER_ERROR = 2;
  private static final int FAULT = 3;
  private static final int STOPPED = 130;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = writer(System.out);
    PrintWriter err = writer(System.err);
    if (Boolean.getBoolean("sweep.supervised")) {
      endWithParent();
    }
    int exitCode;
    try {
      exitCode = run(out, err, arguments);
    } catch (Error e) {
      // Such as a native library that cannot be loaded; picocli handles exceptions only.
      e.printStackTrace(err);
      exitCode = FAULT;
    }
    // They flush by themselves at the end of a line that is printed as one, not otherwise.
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /** Ends when {@code ./sweep} is killed, as if it were this process. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
              Runtime.getRuntime().halt(STOPPED);
            },
            "parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return commandLine(out, err).execute(arguments);
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain);
  }

  private static int explain(
      Exception exception, CommandLine command, CommandLine.ParseResult result) {
    if (ShutdownHook.isEnding()) {
      return STOPPED;
    }
    Optional<UserException> mistake = userException(exception);
    if (mistake.isPresent()) {
      command.getErr().println(mistake.get().getMessage());
      return USER_ERROR;
    }
    exception.printStackTrace(command.getErr());
    return FAULT;
  }

  /** A user's mistake that only a task noticed arrives wrapped in Spark's exceptions. */
  private static Optional<UserException> userException(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserException mistake) {
        return Optional.of(mistake);
      }
      if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
        return Optional.of(
            new UserException(
                "Cannot write: no space is left on the device; free some or name another folder with"
                    + " --out"));
      }
    }
    return Optional.empty();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
