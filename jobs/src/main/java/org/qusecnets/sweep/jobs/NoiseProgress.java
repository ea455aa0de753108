package org.qusecnets.sweep.jobs;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import scala.collection.JavaConverters;

/**
 * Shows how far a phase is: tasks count finished steps in an accumulator, whose values arrive with
 * the executors' heartbeats and with the end of each task.
 */
final class NoiseProgress extends SparkListener implements AutoCloseable {
  private final String phase;
  private final String unit;
  private final long total;
  private final Display display;
  private final LongAccumulator steps;
  private final org.apache.spark.SparkContext context;
  private final long start = System.nanoTime();
  private final Map<Long, Long> stepsByTask = new ConcurrentHashMap<>();

  /**
   * Begins a phase.
   *
   * @param phase what is done, such as {@code training}
   * @param unit what is counted, such as {@code epochs}
   * @param total how many there will be
   */
  NoiseProgress(
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
    context.addSparkListener(this);
  }

  /** What tasks add their finished steps to. */
  LongAccumulator steps() {
    return steps;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    JavaConverters.seqAsJavaList(update.accumUpdates())
        .forEach(
            task ->
                JavaConverters.seqAsJavaList(task._4())
                    .forEach(info -> count((Long) task._1(), info)));
    show();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskInfo().successful()) {
      JavaConverters.seqAsJavaList(end.taskInfo().accumulables().toSeq())
          .forEach(info -> count(end.taskInfo().taskId(), info));
    } else {
      stepsByTask.remove(end.taskInfo().taskId());
    }
    show();
  }

  private void count(Long task, AccumulableInfo info) {
    if (info.id() == steps.id() && info.update().isDefined()) {
      stepsByTask.put(task, ((Number) info.update().get()).longValue());
    }
  }

  private synchronized void show() {
    if (display.isDue()) {
      display.show(line());
    }
  }

  private String line() {
    long done = stepsByTask.values().stream().mapToLong(Long::longValue).sum();
    double seconds = (System.nanoTime() - start) / 1e9;
    String left = done == 0 ? "" : ", " + duration(seconds * (total - done) / done) + " left";
    return String.format(
        Locale.ROOT, "%s: %,d of %,d %s, %s%s", phase, done, total, unit, duration(seconds), left);
  }

  /** Seconds as people say them. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? whole / 60 + " min " + whole % 60 + " s"
            : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }

  /** Says that the phase has done all it had to. */
  void done() {
    display.say(
        String.format(
            Locale.ROOT,
            "%s: %,d %s done in %s",
            phase,
            total,
            unit,
            duration((System.nanoTime() - start) / 1e9)));
  }
}
