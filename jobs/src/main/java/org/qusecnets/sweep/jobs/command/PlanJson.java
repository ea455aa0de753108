package org.qusecnets.sweep.jobs.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.run.ExecutorMemory;
import org.qusecnets.sweep.plan.Cluster;
import org.qusecnets.sweep.plan.DiskEstimate;
import org.qusecnets.sweep.plan.Overheads;
import org.qusecnets.sweep.plan.Phase;
import org.qusecnets.sweep.plan.Plan;
import org.qusecnets.sweep.plan.Schedule;
import org.qusecnets.sweep.plan.TaskEstimates;

/** A plan for programs: the members and their order are part of the program's interface. */
final class PlanJson {
  private static final List<Integer> CORES = List.of(1, 2, 4, 8, 16, 32);

  private PlanJson() {}

  static Map<String, Object> of(
      SweepConfiguration sweep,
      Grid grid,
      TaskEstimates estimates,
      Overheads overheads,
      Cluster cluster) {
    Plan plan = Plan.of(grid, sweep);
    Schedule asked = plan.schedule(estimates, overheads, cluster.totalCores());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("sweep", sweep.name());
    members.put("grid", grid.id());
    members.put("cells", grid.cells().size());
    members.put("models", grid.models().size());
    members.put("units", grid.units().size());
    members.put("certified-cells", grid.certifiedCells().size());
    members.put("certificate-units", grid.certificateUnits().size());
    members.put("training-images", plan.trainingImages());
    members.put("gradients", plan.gradients());
    members.put("inferences", plan.inferences());
    members.put("linear-bounds", plan.linearBounds());
    members.put("core-minutes", plan.coreMinutes(estimates));
    members.put("core-minutes-by-phase", phases(asked));
    members.put("executors", cluster.executors());
    members.put("cores", cluster.cores());
    members.put("minutes", asked.seconds() / 60);
    members.put("memory-megabytes", ExecutorMemory.megabytes(cluster.cores()));
    DiskEstimate disk = plan.disk();
    members.put("disk-bytes", disk.total());
    TreeSet<Integer> numbers = new TreeSet<>(CORES);
    numbers.add(cluster.totalCores());
    members.put(
        "forecasts",
        numbers.stream()
            .map(cores -> forecast(cores, plan.schedule(estimates, overheads, cores)))
            .toList());
    members.put("estimates", estimates.origin().strip().replaceAll("\\s+", " "));
    return members;
  }

  private static Map<String, Object> phases(Schedule schedule) {
    Map<Phase, Double> seconds = schedule.coreSeconds();
    Map<String, Object> members = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      members.put(phase.name().toLowerCase(Locale.ROOT), seconds.getOrDefault(phase, 0.0) / 60);
    }
    return members;
  }

  private static Map<String, Object> forecast(int cores, Schedule schedule) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("cores", cores);
    members.put("minutes", schedule.seconds() / 60);
    members.put("busy-share", schedule.busyShare());
    return members;
  }
}
