package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.jobs.store.DeadOwner;
import org.qusecnets.sweep.jobs.store.Receipt;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.table.ClaimRow;

/** What is finished is never lost, done again, or mixed with anything else. */
class ResumeTest {
  @TempDir private static Path folder;
  private static TinySweep sweep;
  private static Path finished;
  private static Map<String, List<String>> expected;

  @TempDir private Path other;

  @BeforeAll
  static void runOnce() throws IOException {
    sweep = new TinySweep(folder);
    finished = folder.resolve("finished");
    CommandLineRun run = sweep.run(finished);
    assertThat(run.exitCode()).as(run.err()).isZero();
    expected = Tables.repeatable(finished);
    assertThat(TinySweep.receipts(finished)).hasSize(TinySweep.RECEIPTS);
  }

  private Path copied() throws IOException {
    Path out = other.resolve("results");
    TinySweep.copy(finished, out);
    return out;
  }

  @Test
  void whatIsFinishedIsPublishedWithoutDoingAnythingAgain() throws IOException {
    Path out = copied();
    TinySweep.unpublish(out);
    Map<String, String> work = TinySweep.contents(out.resolve("work/units"));
    Map<String, String> models = TinySweep.contents(out.resolve("models"));

    CommandLineRun again = sweep.run(out);

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(TinySweep.contents(out.resolve("work/units"))).isEqualTo(work);
    assertThat(TinySweep.contents(out.resolve("models"))).isEqualTo(models);
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  @Test
  void onlyWhatIsMissingIsDone() throws IOException {
    Path out = copied();
    TinySweep.unpublish(out);
    List<String> receipts = TinySweep.receipts(out);
    String lost = TinySweep.attackReceipts(out).get(5);
    Files.delete(TinySweep.receipt(out, lost));

    CommandLineRun again = sweep.run(out);

    assertThat(again.exitCode()).as(again.err()).isZero();
    List<String> now = new ArrayList<>(TinySweep.receipts(out));
    assertThat(now).hasSize(TinySweep.RECEIPTS).filteredOn(receipts::contains).hasSize(11);
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  /** Ways in which a file can be other than it was written. */
  private enum Damage {
    FLIPPED {
      @Override
      void to(Path file, Path another) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    },
    CUT {
      @Override
      void to(Path file, Path another) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
      }
    },
    EMPTY {
      @Override
      void to(Path file, Path another) throws IOException {
        Files.write(file, new byte[0]);
      }
    },
    SWAPPED {
      @Override
      void to(Path file, Path another) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Files.readAllBytes(another));
        Files.write(another, bytes);
      }
    };

    abstract void to(Path file, Path another) throws IOException;
  }

  /** Every kind of damage, each to a receipt of its own, and one under the name of another unit. */
  @Test
  void damagedReceiptsAreNamedAndTheirUnitsDoneAgain() throws IOException {
    Path out = copied();
    TinySweep.unpublish(out);
    List<String> receipts = TinySweep.attackReceipts(out);
    List<String> damaged = new ArrayList<>();
    for (Damage damage : Damage.values()) {
      String one = receipts.get(damaged.size());
      damage.to(TinySweep.receipt(out, one), TinySweep.receipt(out, receipts.get(4)));
      damaged.add(one);
    }
    damaged.add(receipts.get(4));
    String whole = receipts.get(5);
    String lost = receipts.get(6);
    String renamed = Receipt.keyOf(lost) + whole.substring(Receipt.keyOf(whole).length());
    Files.delete(TinySweep.receipt(out, lost));
    Files.copy(TinySweep.receipt(out, whole), TinySweep.receipt(out, renamed));

    CommandLineRun again = sweep.run(out);

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(damaged)
        .hasSize(Damage.values().length + 1)
        .allSatisfy(one -> assertThat(again.out()).contains("note: " + one + " is damaged: "))
        .allSatisfy(one -> assertThat(TinySweep.receipt(out, one)).doesNotExist());
    assertThat(again.out())
        .contains("note: " + renamed + " is damaged: it is the receipt of " + Receipt.keyOf(whole));
    assertThat(again.out().lines().filter(line -> line.contains(" is damaged: ")))
        .hasSize(damaged.size() + 1);
    assertThat(TinySweep.receipts(out))
        .hasSize(TinySweep.RECEIPTS)
        .contains(whole, receipts.get(7))
        .doesNotContain(renamed);
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedModelIsNamedAndTrainedAgain(Damage damage) throws IOException {
    Path out = copied();
    TinySweep.unpublish(out);
    List<Path> archives;
    try (java.util.stream.Stream<Path> files = Files.list(out.resolve("models"))) {
      archives = files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
    }
    damage.to(archives.get(0), archives.get(1));

    CommandLineRun again = sweep.run(out);

    String id = archives.get(0).getFileName().toString().replace(".zip", "");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("note: model " + id + " in the result folder is damaged");
    assertThat(TinySweep.contents(out.resolve("models")).get(id + ".zip"))
        .isEqualTo(TinySweep.contents(finished.resolve("models")).get(id + ".zip"));
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attacks=[{type=fgsm, epsilons=[0.1, 0.3, 0.2]},"
            + "{type=pgd, iterations=2, reuse-successes=never, epsilons=[0.1, 0.3, 0.2]}] | 8",
        "seeds=[1, 2] | 12",
        "defenses=[{type=none}, {type=cq, levels=2}, {type=bit-depth, bits=1}] | 6",
      })
  void aGridThatGrowsCostsOnlyTheNewCells(String grown, int units) throws IOException {
    Path out = copied();
    List<String> before = TinySweep.receipts(out);
    Map<String, String> models = TinySweep.contents(out.resolve("models"));

    CommandLineRun again = sweep.run(out, "--set", grown);

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(TinySweep.receipts(out)).containsAll(before).hasSize(before.size() + units);
    assertThat(TinySweep.contents(out.resolve("models"))).containsAllEntriesOf(models);
    Path fresh = other.resolve("fresh");
    assertThat(sweep.run(fresh, "--set", grown).exitCode()).isZero();
    assertThat(Tables.repeatable(out)).isEqualTo(Tables.repeatable(fresh));
  }

  private static final String CLAIMS =
      "claims=[{id=x, claim=c, source=s, compare=at-most, limit=LIMIT, of={attack=fgsm}}]";

  @Test
  void otherClaimsArePublishedAnewAndNoUnitIsDoneAgain() throws IOException {
    Path out = copied();
    Map<String, String> models = TinySweep.contents(out.resolve("models"));
    Map<String, String> work = TinySweep.contents(out.resolve("work/units"));

    CommandLineRun first = sweep.run(out, "--set", CLAIMS.replace("LIMIT", "100"));
    List<ClaimRow> held = Tables.records(out, ClaimRow.SCHEMA, ClaimRow.class);
    CommandLineRun edited = sweep.run(out, "--set", CLAIMS.replace("LIMIT", "0"));
    List<ClaimRow> failed = Tables.records(out, ClaimRow.SCHEMA, ClaimRow.class);
    CommandLineRun same = sweep.run(out, "--set", CLAIMS.replace("LIMIT", "0"));

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("Claims\n\nreproduced  x: c (s)\n");
    assertThat(held).extracting(ClaimRow::verdict).containsExactly("reproduced");
    assertThat(failed).extracting(ClaimRow::verdict).containsExactly("not");
    assertThat(edited.out()).contains("Claims\n\nnot         x: c (s)\n");
    assertThat(same.out()).startsWith("This sweep is complete: ");
    assertThat(TinySweep.contents(out.resolve("models"))).isEqualTo(models);
    assertThat(TinySweep.contents(out.resolve("work/units"))).isEqualTo(work);
    Map<String, List<String>> tables = new TreeMap<>(Tables.repeatable(out));
    assertThat(tables.remove("claims")).hasSize(1);
    assertThat(expected).containsAllEntriesOf(tables);
  }

  @Test
  void otherClaimsAreNotJudgedWhereTheWorkIsGone() throws IOException {
    Path out = copied();
    Storage.of(out.toString()).delete("work");

    CommandLineRun run = sweep.run(out, "--set", CLAIMS.replace("LIMIT", "1"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("This sweep is complete: ")
        .contains("Its claims are not those of the configuration, and cannot be judged anew");
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  @Test
  void tablesDoNotDependOnTheNumberOfTasksAtATime() throws IOException {
    Path out = other.resolve("results");
    CommandLineRun run = sweep.runOn("local[4]", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  /** By one task at a time, too. */
  @Test
  void theConfigurationBesideTheTablesRepeatsThem() {
    Path out = other.resolve("results");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            finished.resolve("effective.conf").toString(),
            "--out",
            out.toString(),
            "--master",
            "local[1]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  @Test
  void tablesDoNotDependOnTheOrderOfUnits() throws IOException {
    Path out = other.resolve("results");
    sweep.run(
        out, Comparator.comparing(unit -> new StringBuilder(unit.key()).reverse().toString()));
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  @Test
  void theBenchmarkPlansSchedulesAndPublishesWithoutMeasuring() throws IOException {
    Path out = other.resolve("results");
    CommandLineRun run = sweep.run(out, "--benchmark-scheduler");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("\\d+ cores were busy \\d+ % of ")
        .endsWith("Nothing was measured; the folder is " + out + System.lineSeparator())
        .doesNotContain("Tables: ", "Report: ");
    List<String> statuses =
        Tables.rows(out, "cells").stream()
            .filter(row -> row.getAs("adversarial_accuracy") == null)
            .map(row -> row.<String>getAs("status"))
            .toList();
    assertThat(statuses).hasSize(8).containsOnly("benchmark");
    assertThat(Tables.rows(out, "examples")).isEmpty();
    assertThat(out.resolve("models")).isEmptyDirectory();
  }

  @Test
  void whatTheBenchmarkLeavesIsNotTakenForResults() throws IOException {
    Path out = other.resolve("results");
    assertThat(sweep.run(out, "--benchmark-scheduler").exitCode()).isZero();
    CommandLineRun run = sweep.run(out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seeds=[1]", "seeds=[1, 2]"})
  void theBenchmarkDoesNotReplaceWhatWasMeasured(String seeds) throws IOException {
    CommandLineRun run = sweep.run(finished, "--benchmark-scheduler", "--set", seeds);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Cannot benchmark the scheduler in " + finished, "with --out");
  }

  @Test
  void theStatusOfAFinishedSweepIsTold() {
    CommandLineRun status = CommandLineRun.of("status", finished.toString());
    assertThat(status.exitCode()).as(status.err()).isZero();
    assertThat(status.out().lines())
        .contains("Sweep      tiny in " + finished, "Run        none")
        .contains("Progress   2 of 2 models trained, 8 of 8 units done")
        .anyMatch(
            line ->
                line.matches(" +complete 20.*[0-9] (s|min)( [0-9]+ s)? ago\\), after [0-9]+ s.*"))
        .contains("Receipts   12 units finished, kept as receipts")
        .anyMatch(line -> line.startsWith("Tables     8 cells complete, in "));
  }

  @Test
  void theStatusOfAFinishedSweepIsToldToPrograms() throws IOException {
    CommandLineRun run = CommandLineRun.of("status", finished.toString(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode status = new ObjectMapper().readTree(run.out());
    assertThat(status.path("receipts").intValue()).isEqualTo(TinySweep.RECEIPTS);
    assertThat(status.path("progress").path("units-done").intValue())
        .isEqualTo(TinySweep.ATTACK_UNITS);
    assertThat(status.path("tables").path("cells")).hasToString("{\"complete\":8}");
    assertThat(status.path("tables").path("grid")).isEqualTo(status.path("grid"));
    assertThat(status.path("tables").path("current").booleanValue()).isTrue();
  }

  @Test
  void theStatusOfASweepWhoseProcessDiedSaysSo() throws IOException {
    Path out = copied();
    TinySweep.unpublish(out);
    Files.writeString(out.resolve("lease.json"), DeadOwner.lease());
    CommandLineRun status = CommandLineRun.of("status", out.toString());
    assertThat(status.out().lines())
        .anyMatch(line -> line.startsWith("Run        died: process 999999999 of somebody on "))
        .contains("Tables     none yet");
  }

  @Test
  void theStatusOfAnotherFolderIsRefused() {
    CommandLineRun status = CommandLineRun.of("status", other.toString());
    assertThat(status.exitCode()).isEqualTo(2);
    assertThat(status.err()).contains("there is no sweep");
  }
}
