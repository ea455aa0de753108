package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of a command line are told in one line, with what may have been meant. */
class ParameterMistakeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu x.conf | Cannot run sweep: there is no command rnu; did you mean run? sweep --help",
        "data fech mnist | Cannot run sweep data: there is no command fech; did you mean fetch?",
        "run x.conf --otu y | Cannot run sweep run: there is no option --otu; did you mean --out?",
        "run x.conf --otu=y | Cannot run sweep run: there is no option --otu; did you mean --out?",
        "run x.conf --dry-run | there is no option --dry-run: sweep check and sweep plan tell",
        "run | Cannot run sweep run: FILE is missing; sweep run --help explains it",
        "export | Cannot run sweep export: MODEL is missing; sweep export --help explains it",
        "check x.conf y.conf | Cannot run sweep check: there is one argument too many, y.conf;",
        "run x.conf --tries many | is not an int; sweep run --help explains it",
        "run x.conf --out | Cannot run sweep run: --out needs DIR; sweep run --help explains it"
      })
  void eachIsToldInALine(String arguments, String message) {
    CommandLineRun run = CommandLineRun.of(arguments.split(" ", -1));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(message);
    assertThat(run.out()).isEmpty();
  }
}
