package org.qusecnets.sweep.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;

/**
 * Shows how far a phase is: tasks count finished steps in an accumulator, whose values arrive with
 * the executors' heartbeats and with the end of each task.
 */
public final class StepProgress extends SparkListener implements AutoCloseable {
  private final String phase;
  private final String unit;
  private final long total;
  private final Display display;
  private final LongAccumulator steps;
  private final org.apache.spark.SparkContext context;
  private final long start = System.nanoTime();
  private final TaskTally tally;

  /**
   * Begins a phase.
   *
   * @param phase what is done, such as {@code training}
   * @param unit what is counted, such as {@code epochs}
   * @param total how many there will be
   */
  public StepProgress(
      org.apache.spark.SparkContext context,
      Display display,
      String phase,
      String unit,
      long total) {
    this.context = context;
    this.display = display;
    this.phase = phase;
    this.unit = unit;
    this.total = total;
    steps = context.longAccumulator(phase + " " + unit);
    tally = new TaskTally(steps);
    context.addSparkListener(this);
  }

  /** What tasks add their finished steps to. */
  public LongAccumulator steps() {
    return steps;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    tally.onExecutorMetricsUpdate(update);
    show();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    tally.onTaskEnd(end);
    show();
  }

  private synchronized void show() {
    if (display.isDue()) {
      long done = (long) tally.total();
      double seconds = (System.nanoTime() - start) / 1e9;
      List<String> facts = new ArrayList<>();
      facts.add(String.format(Locale.ROOT, "%s: %,d of %,d %s", phase, done, total, unit));
      if (done > 0) {
        facts.add(Display.duration(seconds * (total - done) / done) + " left");
      }
      facts.add(Display.duration(seconds) + " so far");
      display.show((double) done / total, facts);
    }
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }

  /** Says that the phase has done all it had to. */
  public void done() {
    display.say(
        String.format(
            Locale.ROOT,
            "%s: %,d %s done in %s",
            phase,
            total,
            unit,
            Display.duration((System.nanoTime() - start) / 1e9)));
  }
}
