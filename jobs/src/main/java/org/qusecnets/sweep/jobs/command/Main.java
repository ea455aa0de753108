package org.qusecnets.sweep.jobs.command;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.OperatingSystemUser;
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
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  JAVA_HOME       the JDK 17 that ./sweep runs on",
      "  SWEEP_CORES     number of tasks in local mode, such as 4",
      "  SWEEP_HEAP      limit of Java's heap, such as 3g",
      "  SWEEP_NATIVE    limit of native memory, such as 2g",
      "  SWEEP_CACHE     folder that native libraries are unpacked into (420 MB)",
      "  SWEEP_PLUGINS   jars of plug-ins, with colons between them, as --jars",
      "  https_proxy     proxy that datasets are downloaded through; no_proxy likewise",
      "",
      "Examples:",
      "  sweep init my.conf               writes a configuration to start from",
      "  sweep check my.conf              finds its mistakes, and counts its cells",
      "  sweep plan my.conf               tells how long it would take",
      "  sweep run my.conf --out results/mine"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:something to mend: the configuration, the data, a model, the output folder",
      "3:a fault of this program, such as an image that is certified and broken",
      "4:some cells failed; their rows say why",
      "130:stopped by Ctrl-C; what is finished is kept"
    })
public final class Main implements Runnable {
  static final int USER_ERROR = 2;
  static final int FAULT = 3;
  private static final int STOPPED = 130;

  /** How often the parent is looked at. */
  private static final long PARENT_MILLIS = 500;

  @CommandLine.Option(
      names = "--verbose",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Also shows what Spark logs, and where in the program an error arose.")
  private boolean verbose;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = writer(System.out);
    PrintWriter err = writer(System.err);
    // Numbers are written the same way for everybody.
    Locale.setDefault(Locale.ROOT);
    // To write text into a picture Java would look for a display, which may be gone.
    System.setProperty("java.awt.headless", "true");
    OperatingSystemUser.name();
    if (Boolean.getBoolean("sweep.supervised")) {
      endWithParent();
    }
    int exitCode;
    try {
      exitCode = run(out, err, arguments);
    } catch (Error e) {
      // Such as memory that runs out; picocli handles exceptions only.
      exitCode = explain(e, err);
    }
    // They flush by themselves at the end of a line that is printed as one, not otherwise.
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /**
   * Ends when {@code ./sweep} is killed, as if it were this process. Whose parent has died has
   * another one at once; that the former has ended is seen only when somebody has waited for it.
   */
  private static void endWithParent() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    Thread watch =
        new Thread(
            () -> {
              try {
                while (ProcessHandle.current().parent().equals(parent)) {
                  Thread.sleep(PARENT_MILLIS);
                }
              } catch (InterruptedException e) {
                // Nobody interrupts it.
              }
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
        .setParameterExceptionHandler(new ParameterMistake())
        .setExecutionStrategy(Main::execute)
        .setExecutionExceptionHandler(Main::explain);
  }

  private static int execute(CommandLine.ParseResult result) {
    if (isVerbose(result.commandSpec())) {
      Configurator.setRootLevel(Level.INFO);
    }
    return new CommandLine.RunLast().execute(result);
  }

  static boolean isVerbose(CommandLine.Model.CommandSpec spec) {
    return ((Main) spec.root().userObject()).verbose;
  }

  private static int explain(
      Exception exception, CommandLine command, CommandLine.ParseResult result) {
    if (ShutdownHook.isEnding()) {
      return STOPPED;
    }
    if (isVerbose(command.getCommandSpec())) {
      exception.printStackTrace(command.getErr());
    }
    return explain(exception, command.getErr());
  }

  private static int explain(Throwable thrown, PrintWriter err) {
    Optional<UserException> mistake = userException(thrown);
    if (mistake.isPresent()) {
      err.println(mistake.get().getMessage());
      return USER_ERROR;
    }
    thrown.printStackTrace(err);
    return FAULT;
  }

  /** A user's mistake that only a task noticed arrives wrapped in Spark's exceptions. */
  private static Optional<UserException> userException(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserException mistake) {
        return Optional.of(mistake);
      }
    }
    return InfrastructureException.in(exception)
        .map(
            trouble ->
                new UserException(
                    "Cannot go on: "
                        + InfrastructureException.explain(trouble)
                        + "; then run the same command again"));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command is given");
  }
}
