package org.qusecnets.sweep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.qusecnets.sweep.plan.Estimate.Basis;
import org.qusecnets.sweep.plan.Schedule.ScheduledTask;

class ScheduleTest {
  private static final double TOLERANCE = 1e-6;

  private static Task task(String id, Phase phase, double seconds, String... after) {
    return new Task(id, phase, new Estimate(seconds, Basis.NOMINAL), Set.of(after));
  }

  /** Up to 40 tasks, each of which waits for up to three earlier ones. */
  @Provide
  Arbitrary<List<Task>> sweeps() {
    Arbitrary<Integer> tenths = Arbitraries.integers().between(0, 500);
    Arbitrary<List<Integer>> waits = Arbitraries.integers().between(0, 39).list().ofMaxSize(3);
    return Combinators.combine(tenths, waits, Arbitraries.of(Phase.class))
        .as((seconds, after, phase) -> Map.entry(phase, Map.entry(seconds, after)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(
            drawn -> {
              List<Task> tasks = new ArrayList<>();
              for (int i = 0; i < drawn.size(); i++) {
                int own = i;
                tasks.add(
                    task(
                        "t" + i,
                        drawn.get(i).getKey(),
                        drawn.get(i).getValue().getKey() / 10.0,
                        drawn.get(i).getValue().getValue().stream()
                            .filter(other -> other < own)
                            .distinct()
                            .map(other -> "t" + other)
                            .toArray(String[]::new)));
              }
              return tasks;
            });
  }

  private static double total(List<Task> tasks) {
    return tasks.stream().mapToDouble(Task::seconds).sum();
  }

  private static double longestChain(List<Task> tasks) {
    Map<String, Double> ends = new HashMap<>();
    for (Task task : tasks) {
      double start = task.after().stream().mapToDouble(ends::get).max().orElse(0);
      ends.put(task.id(), start + task.seconds());
    }
    return ends.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  @Property
  void isWithinTheBoundsOfListScheduling(
      @ForAll("sweeps") List<Task> tasks, @ForAll @IntRange(min = 1, max = 9) int cores) {
    double seconds = Schedule.of(tasks, cores, Overheads.NONE).taskSeconds();
    double share = total(tasks) / cores;
    double chain = longestChain(tasks);

    assertThat(seconds)
        .isGreaterThanOrEqualTo(share - TOLERANCE)
        .isGreaterThanOrEqualTo(chain - TOLERANCE)
        .isLessThanOrEqualTo(total(tasks) + TOLERANCE)
        .isLessThanOrEqualTo(share + (1 - 1.0 / cores) * chain + TOLERANCE);
  }

  @Property
  void oneCoreDoesOneAfterAnother(@ForAll("sweeps") List<Task> tasks) {
    Schedule schedule = Schedule.of(tasks, 1, Overheads.NONE);

    assertThat(schedule.seconds()).isCloseTo(total(tasks), within(TOLERANCE));
    assertThat(schedule.busyShare()).isCloseTo(total(tasks) > 0 ? 1 : 0, within(TOLERANCE));
  }

  @Property
  void moreCoresThanTasksTakeAsLongAsTheLongestChain(@ForAll("sweeps") List<Task> tasks) {
    assertThat(Schedule.of(tasks, tasks.size(), Overheads.NONE).seconds())
        .isCloseTo(longestChain(tasks), within(TOLERANCE));
  }

  @Property
  void runsEveryTaskOnceAfterThoseItWaitsForAndNoMoreAtOnceThanCores(
      @ForAll("sweeps") List<Task> tasks, @ForAll @IntRange(min = 1, max = 9) int cores) {
    List<ScheduledTask> placements = Schedule.of(tasks, cores, Overheads.NONE).placements();
    Map<String, ScheduledTask> byId =
        placements.stream().collect(Collectors.toMap(one -> one.task().id(), one -> one));

    assertThat(placements)
        .extracting(ScheduledTask::task)
        .containsExactlyInAnyOrderElementsOf(tasks);
    for (ScheduledTask one : placements) {
      assertThat(one.task().after())
          .allSatisfy(id -> assertThat(byId.get(id).end()).isLessThanOrEqualTo(one.start()));
      long atOnce =
          placements.stream()
              .filter(other -> other.start() <= one.start() && one.start() < other.end())
              .count();
      assertThat(atOnce).isLessThanOrEqualTo(cores);
    }
  }

  @Property
  void countsTheWorkOfEachPhase(
      @ForAll("sweeps") List<Task> tasks, @ForAll @IntRange(min = 1, max = 9) int cores) {
    Schedule schedule = Schedule.of(tasks, cores, new Overheads(3, 0.5, 2));
    double phases = schedule.coreSeconds().values().stream().mapToDouble(Double::doubleValue).sum();

    assertThat(phases).isCloseTo(total(tasks), within(TOLERANCE));
    assertThat(schedule.busyShare() * schedule.seconds() * cores)
        .isCloseTo(total(tasks), within(TOLERANCE));
  }

  /**
   * Two cores: both trainings first, the longer one ahead. At 2 the short one's attack, at 4 the
   * rest, the longest first.
   */
  @Example
  void trainsFirstAndTakesLongTasksBeforeShortOnes() {
    List<Task> tasks =
        List.of(
            task("clean", Phase.CLEAN, 1, "short"),
            task("small", Phase.ATTACKS, 2, "long"),
            task("great", Phase.ATTACKS, 3, "long", "short"),
            task("early", Phase.ATTACKS, 2, "short"),
            task("short", Phase.TRAINING, 2),
            task("long", Phase.TRAINING, 4));

    Schedule schedule = Schedule.of(tasks, 2, Overheads.NONE);

    assertThat(schedule.placements())
        .extracting(one -> one.task().id() + " " + one.start() + " " + one.end())
        .containsExactly(
            "long 0.0 4.0",
            "short 0.0 2.0",
            "early 2.0 4.0",
            "great 4.0 7.0",
            "small 4.0 6.0",
            "clean 6.0 7.0");
    assertThat(schedule.seconds()).isEqualTo(7);
    assertThat(schedule.busyShare()).isEqualTo(1);
    assertThat(schedule.coreSeconds())
        .isEqualTo(Map.of(Phase.TRAINING, 6.0, Phase.ATTACKS, 7.0, Phase.CLEAN, 1.0));
  }

  /** A substitute is trained before an attack that is ready already. */
  @Example
  void trainingGoesBeforeAttacksThatAreReady() {
    List<Task> tasks =
        List.of(
            task("target", Phase.TRAINING, 1),
            task("attack", Phase.ATTACKS, 9, "target"),
            task("substitute", Phase.TRAINING, 1, "target"));

    assertThat(Schedule.of(tasks, 1, Overheads.NONE).placements())
        .extracting(one -> one.task().id())
        .containsExactly("target", "substitute", "attack");
  }

  @Example
  void addsOverheads() {
    List<Task> tasks = List.of(task("one", Phase.ATTACKS, 4), task("two", Phase.ATTACKS, 4));

    Schedule schedule = Schedule.of(tasks, 1, new Overheads(5, 0.5, 2));

    assertThat(schedule.taskSeconds()).isEqualTo(9);
    assertThat(schedule.seconds()).isEqualTo(16);
    assertThat(schedule.busyShare()).isEqualTo(0.5);
  }

  @Example
  void refusesTasksThatCannotRun() {
    assertThatThrownBy(() -> Schedule.of(List.of(), 0, Overheads.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sweep needs a core, was 0");
    assertThatThrownBy(
            () -> Schedule.of(List.of(task("a", Phase.CLEAN, 1, "b")), 1, Overheads.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a waits for no task: b");
    Task twice = task("a", Phase.CLEAN, 1);
    assertThatThrownBy(() -> Schedule.of(List.of(twice, twice), 1, Overheads.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two tasks a");
    List<Task> circle = List.of(task("a", Phase.CLEAN, 1, "b"), task("b", Phase.CLEAN, 1, "a"));
    assertThatThrownBy(() -> Schedule.of(circle, 1, Overheads.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tasks wait for each other");
    assertThatThrownBy(() -> new Overheads(0, -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("overheads must be at least 0");
  }
}
