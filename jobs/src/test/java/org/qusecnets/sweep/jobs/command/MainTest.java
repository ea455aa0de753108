package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.UserException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
  /** A command that fails. */
  @Command(name = "fail")
  private static final class Failing implements Runnable {
    private final RuntimeException fault;

    Failing(RuntimeException fault) {
      this.fault = fault;
    }

    @Override
    public void run() {
      throw fault;
    }
  }

  private static CommandLineRun failing(RuntimeException fault) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .addSubcommand(new Failing(fault));
    command.getSubcommands().get("fail").setErr(new PrintWriter(err, true));
    return new CommandLineRun(command.execute("fail"), out.toString(), err.toString());
  }

  @Test
  void faultOfTheProgramKeepsItsTraceAndExitsWith3() {
    CommandLineRun run = failing(new IllegalStateException("broken"));
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("java.lang.IllegalStateException: broken")
        .contains("\tat " + MainTest.class.getName());
  }

  @Test
  void mistakeOfTheUserThatATaskNoticedIsAllTheySee() {
    UserException mistake = new UserException("Cannot train: too steep; lower the learning rate");
    CommandLineRun run = failing(new IllegalStateException(new SparkException("job", mistake)));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip()).isEqualTo("Cannot train: too steep; lower the learning rate");
  }

  @Test
  void helpNamesEveryCommandAndTheExitCodes() {
    CommandLineRun run = CommandLineRun.of("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("init")
        .contains("check")
        .contains("list")
        .contains("generate-completion")
        .contains("run")
        .contains("plan")
        .contains("report")
        .contains("resilience")
        .contains("export")
        .contains("data")
        .contains("Exit codes:");
  }

  @Test
  void versionNamesTheCommitAndWhatComputes() {
    CommandLineRun run = CommandLineRun.of("--version");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("QuSecNets Sweep "),
            line -> assertThat(line).matches("Commit {11}(unknown|[0-9a-f]{40}(-dirty)?)"),
            line -> assertThat(line).matches("Spark {12}3\\.\\d+\\.\\d+"),
            line -> assertThat(line).matches("DL4J {13}1\\.0\\.0-M2\\.1"),
            line -> assertThat(line).matches("Native build {5}(linux|macosx)-.+"));
    assertThat(CommandLineRun.of("--version").out()).isEqualTo(run.out());
  }
}
