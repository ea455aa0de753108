package org.qusecnets.sweep.plan;

/**
 * What a sweep takes beside the work of its tasks.
 *
 * @param startSeconds until the first task starts, at least 0
 * @param taskSeconds with each task on its core, at least 0
 * @param closingSeconds after the last task, for the tables, at least 0
 */
public record Overheads(double startSeconds, double taskSeconds, double closingSeconds) {
  /** None at all. */
  public static final Overheads NONE = new Overheads(0, 0, 0);

  /** Checks that none is negative. */
  public Overheads {
    if (!(startSeconds >= 0 && taskSeconds >= 0 && closingSeconds >= 0)) {
      throw new IllegalArgumentException("overheads must be at least 0");
    }
  }

  /** The same on a machine where everything takes so many times as long. */
  Overheads times(double pace) {
    return new Overheads(startSeconds * pace, taskSeconds * pace, closingSeconds * pace);
  }
}
