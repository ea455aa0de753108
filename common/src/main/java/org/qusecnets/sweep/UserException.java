package org.qusecnets.sweep;

/**
 * A mistake of the user's, or of the user's machine, that the user can mend: wrong configuration,
 * missing data, an output folder that cannot be written.
 *
 * <p>The message has the form <em>Cannot X: reason; what to do</em> and is all that the user sees:
 * it is printed without a stack trace and the command ends with exit code 2. Every other exception
 * is a fault of the program.
 */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with the message that the user sees. */
  public UserException(String message) {
    super(message);
  }

  /** An error with the message that the user sees, and its cause for the log. */
  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
