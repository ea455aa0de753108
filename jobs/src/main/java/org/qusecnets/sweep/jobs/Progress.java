package org.qusecnets.sweep.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * How far a sweep is: shown to people, and written beside the intermediate state for {@code sweep
 * status}. Images are counted while units work, with the executors' heartbeats.
 */
final class Progress extends SparkListener {
  /** The file that tells how far the run is, or was. */
  static final String FILE = Ledger.FOLDER + "/progress.json";

  private static final double SECONDS_BETWEEN_WRITES = 5;
  private static final int BAR = 24;
  private static final int NOTES = 50;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Display display;
  private final Storage storage;
  private final LongAccumulator images;
  private final int models;
  private final int units;
  private final double cost;
  private final long start = System.nanoTime();
  private final Map<Long, Long> imagesByTask = new ConcurrentHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long written = start;
  private int modelsDone;
  private int unitsDone;
  private int modelsFound;
  private int unitsFound;
  private int failed;
  private double costDone;
  private double costFound;
  private double unitSeconds;
  private boolean isOver;
  private int tasks;
  private double taskSeconds;
  private double taskAndSchedulingSeconds;

  /**
   * Nothing is done.
   *
   * @param images what tasks count images with
   * @param models number of models that are wanted
   * @param units number of attack units that are wanted
   * @param cost about how much work it all is
   */
  Progress(
      Display display,
      Storage storage,
      LongAccumulator images,
      int models,
      int units,
      double cost) {
    this.display = display;
    this.storage = storage;
    this.images = images;
    this.models = models;
    this.units = units;
    this.cost = cost;
  }

  /** A unit was done. */
  void finished(WorkUnit unit, Outcome outcome) {
    costDone += unit.cost();
    unitSeconds += outcome.seconds();
    count(unit);
    if (!outcome.isComplete() && !outcome.status().equals(UnitResult.DRY_RUN)) {
      failed++;
      note(outcome.status() + ": " + unit.description() + ": " + outcome.facts().get("failure"));
    }
  }

  private void count(WorkUnit unit) {
    if (unit instanceof TrainUnit train) {
      modelsDone += train.models().size();
    } else if (unit instanceof AttackWork) {
      unitsDone++;
    }
  }

  /** A unit had been done by an earlier run. */
  void found(WorkUnit unit) {
    costFound += unit.cost();
    count(unit);
    unitsFound += unit instanceof AttackWork ? 1 : 0;
  }

  /** A model had been trained by an earlier run. */
  void keptModel(double trainingCost) {
    costFound += trainingCost;
    modelsDone++;
    modelsFound++;
  }

  /** Says something that people should know; of very many, the first ones. */
  void note(String text) {
    if (notes.size() < NOTES) {
      notes.add(text);
      display.say("note: " + text);
    } else if (notes.size() == NOTES) {
      notes.add("there is more like this");
      display.say("note: there is more like this");
    }
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    JavaConverters.seqAsJavaList(update.accumUpdates())
        .forEach(
            task ->
                JavaConverters.seqAsJavaList(task._4())
                    .forEach(info -> count((Long) task._1(), info)));
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (!end.taskInfo().successful()) {
      imagesByTask.remove(end.taskInfo().taskId());
      return;
    }
    JavaConverters.seqAsJavaList(end.taskInfo().accumulables().toSeq())
        .forEach(info -> count(end.taskInfo().taskId(), info));
    synchronized (this) {
      tasks++;
      taskAndSchedulingSeconds += end.taskInfo().duration() / 1e3;
      taskSeconds += end.taskMetrics().executorRunTime() / 1e3;
    }
  }

  private void count(Long task, AccumulableInfo info) {
    if (info.id() == images.id() && info.update().isDefined()) {
      imagesByTask.put(task, ((Number) info.update().get()).longValue());
    }
  }

  /** Shows how far it is, if it is time. */
  void show() {
    if (display.isDue()) {
      display.show(line());
    }
    if ((System.nanoTime() - written) / 1e9 >= SECONDS_BETWEEN_WRITES) {
      write("running");
    }
  }

  private String line() {
    double share = Math.min(1, (costDone + costFound) / Math.max(1, cost));
    String bar =
        display.style() == Display.Style.BAR
            ? "[" + "=".repeat((int) (BAR * share)) + " ".repeat(BAR - (int) (BAR * share)) + "] "
            : "";
    return String.format(
        Locale.ROOT,
        "%s%3.0f %%: %,d of %,d models, %,d of %,d attack units%s, %,.0f images/s, %s%s",
        bar,
        Math.floor(100 * share),
        modelsDone,
        models,
        unitsDone,
        units,
        failed == 0 ? "" : ", " + failed + " failed",
        imagesPerSecond(),
        duration(seconds()),
        costDone == 0 ? "" : ", " + duration(secondsLeft()) + " left");
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private double secondsLeft() {
    return seconds() * Math.max(0, cost - costFound - costDone) / costDone;
  }

  private double imagesPerSecond() {
    return imagesByTask.values().stream().mapToLong(Long::longValue).sum() / seconds();
  }

  /** Writes how far it is. */
  void write(String phase) {
    written = System.nanoTime();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("phase", phase);
    facts.put("at", Instant.now().toString());
    facts.put("seconds", Math.round(seconds()));
    facts.put("models", models);
    facts.put("models-done", modelsDone);
    facts.put("units", units);
    facts.put("units-done", unitsDone);
    facts.put("failed", failed);
    facts.put("images-per-second", Math.round(imagesPerSecond()));
    facts.put("seconds-left", costDone == 0 || isOver ? null : Math.round(secondsLeft()));
    facts.put("notes", notes);
    try {
      storage.replace(FILE, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(facts));
    } catch (IOException e) {
      // Of no consequence: whatever counts is written elsewhere, and says so.
    }
  }

  /** All is done. */
  void done() {
    isOver = true;
    display.say(
        String.format(
            Locale.ROOT,
            "%,d models and %,d attack units done in %s%s%s",
            modelsDone,
            unitsDone,
            duration(seconds()),
            modelsFound + unitsFound == 0
                ? ""
                : ", of which %,d models and %,d units were there"
                    .formatted(modelsFound, unitsFound),
            failed == 0 ? "" : ", " + failed + " failed"));
  }

  /**
   * What Spark's tasks took, for people.
   *
   * @param cores how many tasks can run at a time
   */
  synchronized String usage(int cores) {
    double wall = seconds();
    return String.format(
        Locale.ROOT,
        "%d cores were busy %.0f %% of %s; Spark took %.0f ms beside each of %,d tasks, this program %.0f ms",
        cores,
        100 * taskSeconds / (wall * cores),
        duration(wall),
        tasks == 0 ? 0 : 1000 * (taskAndSchedulingSeconds - taskSeconds) / tasks,
        tasks,
        tasks == 0 ? 0 : 1000 * (taskSeconds - unitSeconds) / tasks);
  }

  /** Seconds as people say them. */
  static String duration(double seconds) {
    return NoiseProgress.duration(seconds);
  }
}
