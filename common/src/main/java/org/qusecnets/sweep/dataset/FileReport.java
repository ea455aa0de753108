package org.qusecnets.sweep.dataset;

/**
 * What a check of one file of a dataset found.
 *
 * @param file the file's name, without the suffix of a compression
 * @param state the finding
 * @param detail where the file lies or was looked for, and what is wrong with it
 */
public record FileReport(String file, State state, String detail) {
  /** A finding about a file. */
  public enum State {
    /** There, with the right length and SHA-256. */
    OK,
    /** Not there. */
    MISSING,
    /** There, with another content than it must have, or unreadable. */
    DAMAGED
  }
}
