package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.command.WorkOnDisk.Phase;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.Receipt;
import org.qusecnets.sweep.jobs.store.Storage;

/** {@code kill -9} at any moment, again and again: the same command goes on where it was. */
@Tag("endurance")
class KillIT {
  private static final long SEED = Long.getLong("sweep.kill.seed", 20190701);
  private static final int KILLS = 20;
  private static final int HITS = 2;
  private static final int MOST_SWEEPS = 8;
  private static final Set<Phase> WANTED =
      Set.of(Phase.STARTING, Phase.TRAINING, Phase.PREDICTING, Phase.ATTACKING, Phase.PUBLISHING);

  /** When to kill the runs of one sweep, one after another. */
  private static final List<Phase> AIMS =
      List.of(
          Phase.STARTING,
          Phase.TRAINING,
          Phase.PREDICTING,
          Phase.ATTACKING,
          Phase.ATTACKING,
          Phase.PUBLISHING,
          Phase.PUBLISHING);

  @TempDir private static Path folder;
  private static final Random RANDOM = new Random(SEED);
  private static final Map<Phase, Integer> HIT = new EnumMap<>(Phase.class);
  private static final List<String> STORY = new ArrayList<>();
  private static Path configuration;
  private static Path uninterrupted;
  private static Map<String, Phase> kinds;

  /** How long an uninterrupted run takes until it begins a unit, and for publishing. */
  private static final Map<Phase, Integer> MILLISECONDS = new EnumMap<>(Phase.class);

  private static int kills;

  @BeforeAll
  static void runOnceWithoutInterruption() throws IOException, InterruptedException {
    configuration = ProcessSweep.steady(folder);
    uninterrupted = folder.resolve("uninterrupted");
    WorkOnDisk nothing = WorkOnDisk.of(uninterrupted);
    try (SweepProcess run = SweepProcess.run(folder, List.of(), configuration, uninterrupted)) {
      long start = System.nanoTime();
      awaitPublishingOrMarks(run, nothing, false);
      MILLISECONDS.put(Phase.STARTING, milliseconds(start));
      awaitPublishingOrMarks(run, nothing, true);
      start = System.nanoTime();
      while (run.isAlive() && WorkOnDisk.of(uninterrupted).published().isEmpty()) {
        Thread.sleep(1);
      }
      MILLISECONDS.put(Phase.PUBLISHING, milliseconds(start));
      assertThat(run.await()).as(run.log()).isZero();
    }
    MILLISECONDS.put(Phase.TRAINING, 300);
    MILLISECONDS.put(Phase.PREDICTING, 5);
    MILLISECONDS.put(Phase.ATTACKING, 150);
    kinds = WorkOnDisk.kinds(uninterrupted);
    assertThat(kinds.values()).contains(Phase.TRAINING, Phase.PREDICTING, Phase.ATTACKING);
  }

  private static void awaitPublishingOrMarks(SweepProcess run, WorkOnDisk begin, boolean publishing)
      throws IOException, InterruptedException {
    WorkOnDisk now = begin;
    while (run.isAlive() && (publishing ? now.publications() : now.marks()).isEmpty()) {
      Thread.sleep(1);
      now = WorkOnDisk.of(uninterrupted);
    }
  }

  private static int milliseconds(long start) {
    return (int) ((System.nanoTime() - start) / 1_000_000);
  }

  @Test
  void killedAtAnyMomentItGoesOnWhereItWas() throws IOException, InterruptedException {
    Map<String, List<String>> expected = Tables.repeatable(uninterrupted);
    for (int sweep = 0; sweep < MOST_SWEEPS && !isEnough(); sweep++) {
      Path out = folder.resolve("killed" + sweep);
      Set<String> finished = killAgainAndAgain(out);
      try (SweepProcess last = SweepProcess.run(folder, List.of(), configuration, out)) {
        assertThat(last.await()).as(story() + last.log()).isZero();
      }
      assertThat(Tables.repeatable(out)).as(story()).isEqualTo(expected);
      assertEachUnitWasDoneOnce(out, finished);
      assertNothingIsLeftOver(out);
    }
    assertThat(kills).as(story()).isGreaterThanOrEqualTo(KILLS);
    assertThat(WANTED).as(story()).allMatch(phase -> HIT.getOrDefault(phase, 0) >= HITS);
  }

  private static boolean isEnough() {
    return kills >= KILLS && WANTED.stream().allMatch(p -> HIT.getOrDefault(p, 0) >= HITS);
  }

  private static String story() {
    return "seed " + SEED + ", phases hit " + HIT + ", kills:\n" + String.join("\n", STORY) + "\n";
  }

  /** Kills run after run of a sweep; returns the receipts that were there at any of the kills. */
  private static Set<String> killAgainAndAgain(Path out) throws IOException, InterruptedException {
    Set<String> finished = new TreeSet<>();
    Set<Phase> aimed = EnumSet.noneOf(Phase.class);
    for (Phase aim : AIMS) {
      WorkOnDisk begin = WorkOnDisk.of(out);
      try (SweepProcess run = SweepProcess.run(folder, List.of(), configuration, out)) {
        while (aim != Phase.STARTING
            && run.isAlive()
            && !WorkOnDisk.of(out).since(begin, kinds).contains(aim)) {
          Thread.sleep(1);
        }
        int most = MILLISECONDS.get(aim);
        // The first of two: were the run over before, the second would not come to its turn.
        Thread.sleep(RANDOM.nextInt(aim == Phase.PUBLISHING && aimed.add(aim) ? most / 2 : most));
        if (!run.isAlive()) {
          // It was faster: the sweep is complete.
          assertThat(run.await()).as(story() + run.log()).isZero();
          return finished;
        }
        run.kill();
      }
      WorkOnDisk end = WorkOnDisk.of(out);
      Set<Phase> phases = end.since(begin, kinds);
      phases.forEach(phase -> HIT.merge(phase, 1, Integer::sum));
      kills++;
      Set<String> whole = end.wholeReceipts(out);
      assertThat(whole).as(story()).containsAll(finished);
      finished.addAll(whole);
      STORY.add(
          "%s: aimed at %s, hit %s, %d units finished, begun: %s"
              .formatted(out.getFileName(), aim, phases, whole.size(), end.marks()));
    }
    return finished;
  }

  private static void assertEachUnitWasDoneOnce(Path out, Set<String> finished) throws IOException {
    Set<String> receipts = WorkOnDisk.of(out).receipts();
    assertThat(receipts).as(story()).containsAll(finished);
    Map<String, List<String>> byKey =
        receipts.stream()
            .collect(Collectors.groupingBy(Receipt::keyOf, TreeMap::new, Collectors.toList()));
    // A second execution would have left a second receipt: they hold times.
    assertThat(byKey).as(story()).allSatisfy((key, files) -> assertThat(files).hasSize(1));
    Set<String> wanted = new TreeSet<>(kinds.keySet());
    Set<String> found = new TreeSet<>(byKey.keySet());
    // A model that was kept in time is used without a receipt.
    wanted.removeIf(key -> kinds.get(key) == Phase.TRAINING);
    found.removeIf(key -> kinds.get(key) == Phase.TRAINING);
    assertThat(found).as(story()).isEqualTo(wanted);
  }

  private static void assertNothingIsLeftOver(Path out) throws IOException {
    WorkOnDisk end = WorkOnDisk.of(out);
    assertThat(end.marks()).as(story()).isEmpty();
    assertThat(end.publications()).as(story()).hasSize(1);
    assertThat(out.resolve("tables").toRealPath())
        .as(story())
        .isEqualTo(out.resolve(end.published()).toRealPath());
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as(story())
          .doesNotContain(Lease.FILE)
          .noneMatch(name -> name.startsWith(Storage.STAGED));
    }
  }
}
