package org.qusecnets.sweep.jobs.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.AccumulatorV2;
import scala.collection.JavaConverters;

/**
 * What tasks add to an accumulator while they work: values arrive with the executors' heartbeats
 * and with the end of each task.
 */
public final class TaskTally extends SparkListener {
  private final AccumulatorV2<?, ?> counted;
  private final Map<Long, Double> working = new HashMap<>();

  /** A heartbeat may arrive after the end of its task. */
  private final Set<Long> over = new HashSet<>();

  private double ended;

  /**
   * Has seen no task.
   *
   * @param counted an accumulator of numbers
   */
  public TaskTally(AccumulatorV2<?, ?> counted) {
    this.counted = counted;
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    JavaConverters.seqAsJavaList(update.accumUpdates())
        .forEach(
            task ->
                JavaConverters.seqAsJavaList(task._4())
                    .forEach(info -> count((Long) task._1(), info)));
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    long task = end.taskInfo().taskId();
    JavaConverters.seqAsJavaList(end.taskInfo().accumulables().toSeq())
        .forEach(info -> count(task, info));
    Double last = working.remove(task);
    over.add(task);
    if (last != null && end.taskInfo().successful()) {
      ended += last;
    }
  }

  private void count(long task, AccumulableInfo info) {
    if (info.id() == counted.id() && info.update().isDefined() && !over.contains(task)) {
      working.put(task, ((Number) info.update().get()).doubleValue());
    }
  }

  /** What the tasks that are at work have added. */
  synchronized double atWork() {
    return working.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** What all tasks have added that are at work or have succeeded. */
  public synchronized double total() {
    return ended + atWork();
  }
}
