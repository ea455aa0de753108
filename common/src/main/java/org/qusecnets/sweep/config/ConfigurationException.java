package org.qusecnets.sweep.config;

import java.util.List;
import org.qusecnets.sweep.UserException;

/** A sweep's configuration is wrong; the message lists everything that is wrong with it. */
public final class ConfigurationException extends UserException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * A wrong configuration.
   *
   * @param file the configuration file, as the user named it
   * @param problems one line each, with file and line
   */
  ConfigurationException(String file, List<String> problems) {
    super(message(file, problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems, one line each, in the order of the file. */
  public List<String> problems() {
    return problems;
  }

  private static String message(String file, List<String> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return "Cannot run " + file + ": " + count + "\n" + String.join("\n", problems);
  }
}
