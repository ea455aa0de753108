package org.qusecnets.sweep.jobs.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command run through the real command line.
 *
 * @param exitCode its exit code
 * @param out what it printed
 * @param err what it printed as errors
 */
record CommandLineRun(int exitCode, String out, String err) {
  static CommandLineRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }
}
