package org.qusecnets.sweep.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.Outcome;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.jobs.store.UnitResult;

/**
 * How far a sweep is: shown to people, and written beside the intermediate state for {@code sweep
 * status}. What units have done while they work counts, too.
 */
public final class Progress extends SparkListener {
  /** The file that tells how far the run is, or was. */
  public static final String FILE = Ledger.FOLDER + "/progress.json";

  private static final double SECONDS_BETWEEN_WRITES = 5;
  private static final int NOTES = 50;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Display display;
  private final Storage storage;
  private final DoubleSupplier images;
  private final DoubleSupplier atWork;
  private final Wanted wanted;
  private final LongSupplier clock;
  private final long start;
  private final List<String> notes = new ArrayList<>();
  private long written;
  private int modelsDone;
  private int unitsDone;
  private int modelsFound;
  private int unitsFound;
  private int failed;
  private double workDone;
  private double workFound;
  private double unitSeconds;
  private boolean isOver;
  private int tasks;
  private double taskSeconds;
  private double taskAndSchedulingSeconds;

  /**
   * What there is to do.
   *
   * @param models number of models
   * @param units number of units that attack or certify
   * @param work about how much there is, in seconds of {@link NominalWork}
   */
  record Wanted(int models, int units, double work) {}

  /**
   * Nothing is done.
   *
   * @param images how many images tasks have worked through
   * @param atWork how much of their work the units that are at work have done
   * @param wanted what there is to do
   * @param clock nanoseconds
   */
  Progress(
      Display display,
      Storage storage,
      DoubleSupplier images,
      DoubleSupplier atWork,
      Wanted wanted,
      LongSupplier clock) {
    this.display = display;
    this.storage = storage;
    this.images = images;
    this.atWork = atWork;
    this.wanted = wanted;
    this.clock = clock;
    start = clock.getAsLong();
    written = start;
  }

  /** A unit was done. */
  void finished(WorkUnit unit, Outcome outcome) {
    workDone += unit.estimatedSeconds();
    unitSeconds += outcome.seconds();
    count(unit);
    if (!outcome.isComplete() && !outcome.status().equals(UnitResult.BENCHMARK)) {
      failed++;
      note(outcome.status() + ": " + unit.description() + ": " + outcome.facts().get("failure"));
    }
  }

  private void count(WorkUnit unit) {
    modelsDone +=
        unit.match(train -> train.models().size(), clean -> 0, attack -> 0, certificate -> 0);
    unitsDone += unit.isExamination() ? 1 : 0;
  }

  /** A unit had been done by an earlier run. */
  void found(WorkUnit unit) {
    workFound += unit.estimatedSeconds();
    count(unit);
    unitsFound += unit.isExamination() ? 1 : 0;
  }

  /** A part of a unit had been done by an earlier run. */
  void foundPart(double work) {
    workFound += work;
  }

  /** A model had been trained by an earlier run. */
  void keptModel(double trainingWork) {
    workFound += trainingWork;
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
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskInfo().successful()) {
      tasks++;
      taskAndSchedulingSeconds += end.taskInfo().duration() / 1e3;
      taskSeconds += end.taskMetrics().executorRunTime() / 1e3;
    }
  }

  /** Shows how far it is, if it is time. */
  void show() {
    if (display.isDue()) {
      display.show(share(), facts());
    }
    if ((clock.getAsLong() - written) / 1e9 >= SECONDS_BETWEEN_WRITES) {
      write("running");
    }
  }

  private List<String> facts() {
    List<String> facts = new ArrayList<>();
    facts.add(String.format(Locale.ROOT, "%3.0f %%", Math.floor(100 * share())));
    OptionalDouble left = secondsLeft();
    if (left.isPresent()) {
      facts.add(Display.duration(left.getAsDouble()) + " left");
    }
    if (failed > 0) {
      facts.add(failed + " failed");
    }
    facts.add(count("models", modelsDone, wanted.models));
    facts.add(count("units", unitsDone, wanted.units));
    facts.add(Display.duration(seconds()) + " so far");
    facts.add(String.format(Locale.ROOT, "%,.0f images/s", imagesPerSecond()));
    return facts;
  }

  private static String count(String what, int done, int wanted) {
    return String.format(Locale.ROOT, "%,d of %,d %s", done, wanted, what);
  }

  private double seconds() {
    return (clock.getAsLong() - start) / 1e9;
  }

  private double workDone() {
    return workDone + atWork.getAsDouble();
  }

  /** From 0 to 1; all of what takes no time is done. */
  private double share() {
    return wanted.work == 0 ? 1 : Math.min(1, (workFound + workDone()) / wanted.work);
  }

  /** If it goes on as it did; empty as long as nothing is known of how it goes. */
  private OptionalDouble secondsLeft() {
    double done = workDone();
    return done == 0 || isOver
        ? OptionalDouble.empty()
        : OptionalDouble.of(seconds() * Math.max(0, wanted.work - workFound - done) / done);
  }

  private double imagesPerSecond() {
    return seconds() == 0 ? 0 : images.getAsDouble() / seconds();
  }

  /** Writes how far it is. */
  public void write(String phase) {
    written = clock.getAsLong();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("phase", phase);
    facts.put("at", Instant.now().toString());
    facts.put("seconds", Math.round(seconds()));
    facts.put("models", wanted.models);
    facts.put("models-done", modelsDone);
    facts.put("units", wanted.units);
    facts.put("units-done", unitsDone);
    facts.put("failed", failed);
    facts.put("images-per-second", Math.round(imagesPerSecond()));
    OptionalDouble left = secondsLeft();
    facts.put("seconds-left", left.isPresent() ? Math.round(left.getAsDouble()) : null);
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
            "%s and %s done in %s%s%s",
            Display.counted(modelsDone, "model"),
            Display.counted(unitsDone, "unit"),
            Display.duration(seconds()),
            modelsFound + unitsFound == 0
                ? ""
                : ", of which %s and %s were there"
                    .formatted(
                        Display.counted(modelsFound, "model"), Display.counted(unitsFound, "unit")),
            failed == 0 ? "" : ", " + failed + " failed"));
  }

  /**
   * What Spark's tasks took, for people.
   *
   * @param cores how many tasks can run at a time
   */
  public synchronized String usage(int cores) {
    double wall = seconds();
    return String.format(
        Locale.ROOT,
        "%s busy %.0f %% of %s; Spark took %.0f ms beside each of %,d tasks, this program %.0f ms",
        cores == 1 ? "1 core was" : cores + " cores were",
        100 * taskSeconds / (wall * cores),
        Display.duration(wall),
        tasks == 0 ? 0 : 1000 * (taskAndSchedulingSeconds - taskSeconds) / tasks,
        tasks,
        tasks == 0 ? 0 : 1000 * (taskSeconds - unitSeconds) / tasks);
  }
}
