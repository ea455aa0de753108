package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.jobs.command.FaultyAttack.Fault;
import org.qusecnets.sweep.jobs.store.Receipt;
import org.qusecnets.sweep.jobs.store.UnitResult;

/** Attacks that go wrong beside one that does not, all in the process that runs the sweep. */
class FaultsTest {
  private static final int SOME_CELLS_FAILED = 4;

  /** A small and a large one. */
  private static final int CHUNK = 12;

  /** One of all images, where each fault takes its time. */
  private static final int ALL = 20;

  @TempDir private static Path folder;
  private static Path healthy;

  @BeforeAll
  static void runTheHealthyAttackAlone() throws IOException {
    healthy = folder.resolve("healthy");
    CommandLineRun run = run(ProcessSweep.faulty(folder, CHUNK), healthy);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @AfterAll
  static void endWhatIsStuck() {
    FaultyAttack.release();
  }

  private static CommandLineRun run(Path configuration, Path out, String... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(
                    "run",
                    configuration.toString(),
                    "--out",
                    out.toString(),
                    "--master",
                    "local[2]"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void faultOfAnAttackIsARowAndNoOtherCellNoticesIt() throws IOException {
    Path out = folder.resolve("faults");
    Path configuration =
        ProcessSweep.faulty(folder, CHUNK, Fault.EXCEPTION, Fault.SMALL_BATCH, Fault.NAN);
    CommandLineRun first = run(configuration, out);
    assertThat(first.exitCode()).as(first.out() + first.err()).isEqualTo(SOME_CELLS_FAILED);
    assertHealthyCellsAreTheSame(out);
    assertFailures(
        out,
        Map.of(
            "exception", "failed: java.lang.IllegalStateException: this attack always fails",
            "small-batch", "failed: java.lang.IllegalStateException: only 8 images",
            "nan",
                "failed: java.lang.ArithmeticException: the logit of class 0 of image 0.* is NaN"));
    assertThat(first.out())
        .contains("Failed: 3 of 5 cells (exit code 4). To try them again, add --retry-failed.")
        .contains("  failed: java.lang.IllegalStateException: this attack always fails");

    assertASecondRunDoesNothing(configuration, out, 3);
    assertRetriesOnlyTouchWhatFailed(configuration, out);
    assertEstimatesAreOfWhatIsComplete(configuration, out);
  }

  private static void assertEstimatesAreOfWhatIsComplete(Path configuration, Path out) {
    CommandLineRun plan =
        CommandLineRun.of("plan", configuration.toString(), "--estimates", out.toString());
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("The estimates are those of 1 models and 2 cells in the tables of " + out);
  }

  @Test
  @Tag("endurance")
  void memoryThatRunsOutIsARowToo() throws IOException {
    Path out = folder.resolve("memory");
    CommandLineRun first = run(ProcessSweep.faulty(folder, ALL, Fault.HEAP, Fault.NATIVE), out);
    assertThat(first.exitCode()).as(first.out() + first.err()).isEqualTo(SOME_CELLS_FAILED);
    assertHealthyCellsAreTheSame(out);
    assertFailures(
        out,
        Map.of(
            "heap", "out-of-memory: Java heap space",
            "native", "out-of-memory: .*268435456.*"));
    assertThat(first.out()).contains("  out-of-memory: Java heap space");
  }

  @Test
  void deadlineEndsAttacksThatNeverWould() throws IOException {
    Path out = folder.resolve("endless");
    Path configuration = ProcessSweep.faulty(folder, ALL, Fault.HANG, Fault.STUCK);
    String[] deadline = {"--deadline", "5"};
    CommandLineRun first = run(configuration, out, deadline);
    assertThat(first.exitCode()).as(first.out() + first.err()).isEqualTo(SOME_CELLS_FAILED);
    assertHealthyCellsAreTheSame(out);
    assertFailures(
        out,
        Map.of(
            "hang", "timed-out: it took longer than its deadline of 5 s",
            "stuck", "timed-out: it took longer than its deadline of 5 s"));

    assertASecondRunDoesNothing(configuration, out, 2);
  }

  @Test
  void cellsOfOneAttackFailByThemselvesHoweverTheGridGrew() throws IOException {
    Path out = folder.resolve("grown");
    Path configuration = ProcessSweep.faulty(folder, CHUNK, Fault.LARGE_EPSILON);
    CommandLineRun first = run(configuration, out);
    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    Set<String> complete = receipts(out).get(true);

    CommandLineRun failing = run(configuration, out, atEpsilons("0.1, 0.3, 0.4"));
    assertThat(failing.exitCode()).as(failing.err()).isEqualTo(SOME_CELLS_FAILED);
    assertThat(statuses(out)).isEqualTo(Map.of(0.1, "complete", 0.3, "failed", 0.4, "failed"));
    assertThat(receipts(out).get(true)).isEqualTo(complete);
    Set<String> failed = receipts(out).get(false);

    CommandLineRun grown = run(configuration, out, atEpsilons("0.1, 0.3, 0.2, 0.4"));
    assertThat(grown.exitCode()).as(grown.err()).isEqualTo(SOME_CELLS_FAILED);
    assertThat(statuses(out))
        .isEqualTo(Map.of(0.1, "complete", 0.2, "complete", 0.3, "failed", 0.4, "failed"));
    assertThat(receipts(out).get(true)).containsAll(complete).hasSize(complete.size() + 2);
    assertThat(receipts(out).get(false)).isEqualTo(failed);
  }

  private static String[] atEpsilons(String epsilons) {
    return new String[] {
      "--set",
      "attacks=[{type=fgsm, epsilons=[0.1, 0.3]}, {type=faulty, fault=large-epsilon,"
          + " misclassified=attack, epsilons=["
          + epsilons
          + "]}]"
    };
  }

  /** What became of the faulty attack's cells, by epsilon. */
  private static Map<Double, String> statuses(Path out) {
    return Tables.rows(out, "cells").stream()
        .filter(cell -> cell.<String>getAs("attack").equals(FaultyAttack.TYPE))
        .collect(Collectors.toMap(cell -> cell.getAs("epsilon"), cell -> cell.getAs("status")));
  }

  private static void assertHealthyCellsAreTheSame(Path out) {
    Map<String, List<String>> expected = Tables.repeatable(healthy);
    Map<String, List<String>> found = Tables.repeatable(out);
    // There are no examples of cells that failed.
    assertThat(found.get("examples")).isEqualTo(expected.get("examples"));
    assertThat(found.get("cells")).containsAll(expected.get("cells"));
    assertThat(found.get("models")).isEqualTo(expected.get("models"));
  }

  /** Status and reason of every cell that failed, by fault; their traces are kept as they hash. */
  private static void assertFailures(Path out, Map<String, String> expected) throws IOException {
    Map<String, String> failures = new TreeMap<>();
    for (Row cell : Tables.rows(out, "cells")) {
      if (!cell.<String>getAs("attack").equals(FaultyAttack.TYPE)) {
        assertThat(cell.<String>getAs("status")).isEqualTo("complete");
        continue;
      }
      String fault = cell.<String>getAs("attack_parameters").replaceAll(".*:\"(.*)\".*", "$1");
      failures.put(fault, cell.getAs("status") + ": " + cell.getAs("failure"));
      assertThat(cell.<Long>getAs("adversarial_correct")).isNull();
      String hash = cell.getAs("failure_trace");
      Path trace = out.resolve("work/traces/" + hash + ".txt");
      assertThat(Sha256.of(Files.readAllBytes(trace))).isEqualTo(hash);
      if (!cell.<String>getAs("status").equals("timed-out")) {
        assertThat(trace).content().contains(FaultyAttack.class.getName());
      }
    }
    assertThat(failures).hasSameSizeAs(expected);
    expected.forEach((fault, failure) -> assertThat(failures.get(fault)).matches("(?s)" + failure));
  }

  private static void assertASecondRunDoesNothing(Path configuration, Path out, int failed)
      throws IOException {
    Set<String> files = files(out);
    CommandLineRun second = run(configuration, out);
    assertThat(second.exitCode()).isEqualTo(SOME_CELLS_FAILED);
    assertThat(second.out())
        .contains("This sweep is complete", failed + " cells failed", "--retry-failed");
    assertThat(files(out)).isEqualTo(files);
  }

  private static void assertRetriesOnlyTouchWhatFailed(Path configuration, Path out)
      throws IOException {
    Map<Boolean, Set<String>> before = receipts(out);
    CommandLineRun again = run(configuration, out, "--retry-failed");
    assertThat(again.exitCode()).as(again.err()).isEqualTo(SOME_CELLS_FAILED);
    assertThat(again.out()).contains("Failed: 3 of 5 cells");
    Map<Boolean, Set<String>> after = receipts(out);
    assertThat(after.get(true)).isEqualTo(before.get(true));
    assertThat(keys(after.get(false))).isEqualTo(keys(before.get(false)));
    assertHealthyCellsAreTheSame(out);
  }

  /** The receipts of units that are complete and of those that are not. */
  private static Map<Boolean, Set<String>> receipts(Path out) throws IOException {
    Map<Boolean, Set<String>> receipts = new TreeMap<>();
    for (String file : WorkOnDisk.of(out).receipts()) {
      String status = WorkOnDisk.read(out, file).result().status();
      receipts.computeIfAbsent(status.equals(UnitResult.COMPLETE), is -> new TreeSet<>()).add(file);
    }
    return receipts;
  }

  private static Set<String> keys(Set<String> receipts) {
    return receipts.stream().map(Receipt::keyOf).collect(Collectors.toCollection(TreeSet::new));
  }

  /** All files, with when they were written. */
  private static Set<String> files(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      Set<String> found = new TreeSet<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.add(file + " " + Files.getLastModifiedTime(file));
      }
      return found;
    }
  }
}
