package org.qusecnets.sweep.plan;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qusecnets.sweep.plan.Estimate.Basis;

/** Writes how long a sweep will take for a terminal. */
record Forecast(List<Task> tasks, TaskEstimates estimates, Overheads overheads, Cluster cluster) {
  private static final List<Integer> CORES = List.of(1, 2, 4, 8, 16, 32);

  /** How long it will take where it is to run. */
  String summary() {
    Schedule asked = on(cluster.totalCores());
    return format("%-18s%,17.1f  on %s\n", "Minutes", minutes(asked.seconds()), clusterText())
        + format("%-18s%,17.1f  %s\n", "Core-minutes", minutes(total()), phases(asked));
  }

  /** How long it would take elsewhere, and where that is known from. */
  String details() {
    return table()
        + "\n"
        + estimates.origin()
        + bases()
        + format(
            "Starting takes about %.0f s, a task %.2f s besides its work and the tables %.0f s. %s\n",
            overheads.startSeconds(),
            overheads.taskSeconds(),
            overheads.closingSeconds(),
            "No core\nis taken to slow down another.");
  }

  private Schedule on(int cores) {
    return Schedule.of(tasks, cores, overheads);
  }

  private double total() {
    return tasks.stream().mapToDouble(Task::seconds).sum();
  }

  private static String phases(Schedule schedule) {
    Map<Phase, Double> seconds = schedule.coreSeconds();
    return seconds.entrySet().stream()
        .map(
            phase ->
                format(
                    "%s %,.1f",
                    phase.getKey().name().toLowerCase(Locale.ROOT), minutes(phase.getValue())))
        .collect(Collectors.joining(", "));
  }

  private String clusterText() {
    String cores = counted(cluster.cores(), "core", "cores");
    return cluster.executors() == 1
        ? cores
        : counted(cluster.executors(), "executor", "executors") + " of " + cores;
  }

  private String table() {
    TreeSet<Integer> numbers = new TreeSet<>(CORES);
    numbers.add(cluster.totalCores());
    return "     cores     minutes    busy\n"
        + numbers.stream()
            .map(
                cores -> {
                  Schedule schedule = on(cores);
                  return format(
                      "%,10d%,12.1f%6.0f %%\n",
                      cores, minutes(schedule.seconds()), 100 * schedule.busyShare());
                })
            .collect(Collectors.joining());
  }

  /** Of observed estimates, which share of the work each basis has. */
  private String bases() {
    if (!(estimates instanceof ObservedEstimates)) {
      return "";
    }
    Map<Basis, Double> seconds =
        tasks.stream()
            .collect(
                Collectors.groupingBy(
                    task -> task.estimate().basis(), Collectors.summingDouble(Task::seconds)));
    String shares =
        Stream.of(Basis.values())
            .map(
                basis ->
                    format(
                        "%.0f %% %s",
                        100 * seconds.getOrDefault(basis, 0.0) / Math.max(total(), 1e-9),
                        text(basis)))
            .collect(Collectors.joining(", "));
    return "Of the work " + shares + ".\n";
  }

  private static String text(Basis basis) {
    return switch (basis) {
      case SAME -> "was measured of its own kind";
      case SIMILAR -> "of the same attack on other models";
      case NOMINAL -> "is nominal";
    };
  }

  private static String counted(int count, String one, String several) {
    return format("%,d %s", count, count == 1 ? one : several);
  }

  private static double minutes(double seconds) {
    return seconds / 60;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
