package org.qusecnets.sweep.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * When the tasks of a sweep run on a number of cores, predicted: whenever a core is free it takes
 * one of the tasks that are ready, training before all else and long tasks before short ones. No
 * core is idle while a task is ready (list scheduling), so that the tasks take at most {@code total
 * / cores + (1 - 1 / cores) * longest chain}.
 *
 * @see <a href="https://doi.org/10.1137/0117039">Graham 1969, Bounds on multiprocessing timing
 *     anomalies</a>
 */
public final class Schedule {
  private static final Comparator<Waiting> PRIORITY =
      Comparator.comparing((Waiting waiting) -> waiting.task.phase() != Phase.TRAINING)
          .thenComparing(waiting -> -waiting.task.seconds())
          .thenComparing(waiting -> waiting.position);

  private final int cores;
  private final Overheads overheads;
  private final List<ScheduledTask> placements;

  /**
   * One task in time.
   *
   * @param task the task
   * @param start seconds from the start of the first task
   * @param end likewise
   */
  public record ScheduledTask(Task task, double start, double end) {}

  private Schedule(int cores, Overheads overheads, List<ScheduledTask> placements) {
    this.cores = cores;
    this.overheads = overheads;
    this.placements = List.copyOf(placements);
  }

  /**
   * The schedule of tasks.
   *
   * @param cores tasks that run at once, at least 1
   * @throws IllegalArgumentException if there is no core, an id is there twice, or tasks wait for
   *     each other or for one that is not there
   */
  public static Schedule of(List<Task> tasks, int cores, Overheads overheads) {
    if (cores < 1) {
      throw new IllegalArgumentException("a sweep needs a core, was " + cores);
    }
    return new Schedule(cores, overheads, new Simulation(tasks, cores, overheads).run());
  }

  /** The tasks in the order in which they start. */
  public List<ScheduledTask> placements() {
    return placements;
  }

  /** Seconds from the start of the first task to the end of the last. */
  public double taskSeconds() {
    return placements.stream().mapToDouble(ScheduledTask::end).max().orElse(0);
  }

  /** Wall time in seconds. */
  public double seconds() {
    return overheads.startSeconds() + taskSeconds() + overheads.closingSeconds();
  }

  /** Share of the cores' wall time in which they work on tasks; 0 if there is nothing to do. */
  public double busyShare() {
    double work = placements.stream().mapToDouble(one -> one.task.seconds()).sum();
    return seconds() == 0 ? 0 : work / (seconds() * cores);
  }

  /** Seconds of one core's work by phase. */
  public Map<Phase, Double> coreSeconds() {
    Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
    placements.forEach(
        one -> seconds.merge(one.task.phase(), one.task.seconds(), (some, more) -> some + more));
    return seconds;
  }

  /** A task and how many others it still waits for. */
  private static final class Waiting {
    private final Task task;
    private final int position;
    private int missing;

    Waiting(Task task, int position) {
      this.task = task;
      this.position = position;
      missing = task.after().size();
    }
  }

  private record Running(Waiting what, double end) {}

  /** Goes from one end of a task to the next. */
  private static final class Simulation {
    private final int cores;
    private final Overheads overheads;
    private final int count;
    private final Map<String, List<Waiting>> dependants = new HashMap<>();
    private final PriorityQueue<Waiting> ready = new PriorityQueue<>(PRIORITY);
    private final PriorityQueue<Running> running =
        new PriorityQueue<>(
            Comparator.comparingDouble(Running::end).thenComparing(one -> one.what.position));
    private final List<ScheduledTask> placements = new ArrayList<>();

    Simulation(List<Task> tasks, int cores, Overheads overheads) {
      this.cores = cores;
      this.overheads = overheads;
      count = tasks.size();
      for (Task task : tasks) {
        if (dependants.put(task.id(), new ArrayList<>()) != null) {
          throw new IllegalArgumentException("two tasks " + task.id());
        }
      }
      for (int i = 0; i < tasks.size(); i++) {
        Waiting waiting = new Waiting(tasks.get(i), i);
        for (String id : tasks.get(i).after()) {
          if (!dependants.containsKey(id)) {
            throw new IllegalArgumentException(tasks.get(i).id() + " waits for no task: " + id);
          }
          dependants.get(id).add(waiting);
        }
        if (waiting.missing == 0) {
          ready.add(waiting);
        }
      }
    }

    List<ScheduledTask> run() {
      double now = 0;
      start(now);
      while (!running.isEmpty()) {
        now = running.peek().end;
        // What ends at the same time makes tasks ready together.
        while (!running.isEmpty() && running.peek().end == now) {
          release(running.poll().what.task);
        }
        start(now);
      }
      if (placements.size() < count) {
        throw new IllegalArgumentException("tasks wait for each other");
      }
      return placements;
    }

    private void start(double now) {
      while (running.size() < cores && !ready.isEmpty()) {
        Waiting next = ready.poll();
        double end = now + next.task.seconds() + overheads.taskSeconds();
        placements.add(new ScheduledTask(next.task, now, end));
        running.add(new Running(next, end));
      }
    }

    private void release(Task ended) {
      for (Waiting dependant : dependants.get(ended.id())) {
        dependant.missing--;
        if (dependant.missing == 0) {
          ready.add(dependant);
        }
      }
    }
  }
}
