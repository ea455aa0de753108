package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.store.Receipt;

/** Certificates beside attacks in a sweep, one of which always fails and one of which lies. */
class CertificateSweepTest {
  private static final int SOME_CELLS_FAILED = 4;
  private static final String AXES =
      """
      defenses = [ { type = none }, { type = hard-quantization, levels = 2 }, { type = jpeg } ]
      attacks = [ { type = fgsm, misclassified = attack, epsilons = [0.3, 0.5] } ]
      certificates = [
        { type = crown, epsilons = [0.002, 0.3] }
        { type = smoothing, samples = 100, epsilons = [0.1] }
        { type = faulty, fault = %s, epsilons = [0.5] }
      ]
      """;

  @TempDir private static Path folder;
  private static Path honest;
  private static CommandLineRun finished;

  @BeforeAll
  static void runOnce() throws IOException {
    honest = folder.resolve("honest");
    finished = run(honest, AXES.formatted("exception"));
  }

  private static CommandLineRun run(Path out, String axes, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("certified.conf"), TinySweep.CONFIGURATION + axes);
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("run", file.toString(), "--out", out.toString(), "--master", "local[2]"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static List<Row> certified(Path out, String defense, String certificate) {
    return Tables.rows(out, "certified").stream()
        .filter(row -> row.getAs("defense").equals(defense))
        .filter(row -> row.getAs("certificate").equals(certificate))
        .toList();
  }

  @Test
  void everyImageHasAStatusAndTheyAddUp() {
    Map<String, Map<String, Long>> statuses =
        Tables.rows(honest, "certificates").stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getAs("certified_cell_id"),
                    Collectors.groupingBy(
                        row -> row.getAs("certificate_status"), Collectors.counting())));
    List<Row> rows =
        Tables.rows(honest, "certified").stream()
            .filter(row -> row.getAs("status").equals("complete"))
            .toList();

    assertThat(rows).hasSize(2 * 2 + 3);
    for (Row row : rows) {
      Map<String, Long> counted =
          new TreeMap<>(statuses.get(row.<String>getAs("certified_cell_id")));
      assertThat(counted.values().stream().mapToLong(n -> n).sum()).isEqualTo(20);
      for (String status : List.of("certified", "broken", "misclassified", "unknown")) {
        String column = status.equals("certified") ? "certified_correct" : status;
        assertThat(row.<Long>getAs(column)).isEqualTo(counted.getOrDefault(status, 0L));
      }
    }
  }

  @Test
  void theWorstCaseHasBothBounds() {
    List<Row> worst =
        Tables.rows(honest, "worst_case").stream()
            .filter(row -> row.getAs("threat_model").equals("any"))
            .filter(row -> row.getAs("norm").equals("linf"))
            .filter(row -> row.getAs("defense").equals("none"))
            .toList();

    assertThat(worst.stream().map(row -> row.<Double>getAs("epsilon")))
        .containsExactly(0.002, 0.3, 0.5);
    assertThat(worst.get(0).<Long>getAs("certified_correct")).isPositive();
    assertThat(worst.get(0).<Object>getAs("worst_case_accuracy")).isNull();
    assertThat(worst.get(1).<Integer>getAs("certificates")).isEqualTo(1);
    assertThat(worst.get(1).<Double>getAs("certified_accuracy"))
        .isLessThanOrEqualTo(worst.get(1).getAs("worst_case_accuracy"));
    assertThat(worst.get(2).<Object>getAs("certified_accuracy")).isNull();
  }

  @Test
  void whatFailsFailsAloneAndWhatDoesNotApplyIsNoFailure() {
    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(SOME_CELLS_FAILED);
    assertThat(finished.out())
        .contains("6 cells, 3 models, 6 attack units, 12 certified cells in 16 units")
        .contains("Failed: 3 of 18 cells (exit code 4)")
        .contains("this certificate always fails")
        .contains("n/a, jpeg: its jpeg can make values smaller where pixels become larger.")
        .contains("What is certified is the smoothed model, not the one that attacks look at.");
    assertThat(certified(honest, "jpeg", "crown"))
        .extracting(row -> row.getAs("status"))
        .containsExactly("not-applicable", "not-applicable");
    assertThat(Tables.rows(honest, "cells"))
        .extracting(row -> row.getAs("status"))
        .containsOnly("complete");
  }

  @Test
  void theEndTellsBothBoundsAndEachCertificate() {
    assertThat(finished.out().lines())
        .containsSubsequence(
            "Images in % that one attack alone never broke at this or a smaller epsilon,",
            "and below it those that are certified.")
        .containsSubsequence(
            "Certified by crown, linf, mnist-sample (100 training, 20 test images)",
            "Images in % that no perturbation within epsilon changes the class of.")
        .anyMatch(line -> line.matches("  certified +[0-9.]+ +[0-9.]+"))
        .anyMatch(line -> line.matches("none +25.0 +0.0 +0.0"))
        .filteredOn(line -> !line.startsWith("note: ") && !line.contains("{"))
        .filteredOn(line -> !line.contains(" so far, "))
        .filteredOn(line -> !line.contains(folder.toString()))
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void aSecondRunDoesNothingAndLostReceiptsAreMadeAgain() throws IOException {
    assertThat(run(honest, AXES.formatted("exception")).out())
        .contains("This sweep is complete")
        .contains("3 cells failed; to try them again, add --retry-failed.");

    Path copy = folder.resolve("copy");
    TinySweep.copy(honest, copy);
    TinySweep.unpublish(copy);
    List<String> receipts = TinySweep.receipts(copy);
    for (String name : receipts) {
      Path file = TinySweep.receipt(copy, name);
      if (!Receipt.read(name, Files.readAllBytes(file)).result().certificates().isEmpty()) {
        Files.delete(file);
        break;
      }
    }
    CommandLineRun again = run(copy, AXES.formatted("exception"));

    assertThat(again.exitCode()).as(again.err()).isEqualTo(SOME_CELLS_FAILED);
    assertThat(again.out()).contains("of which 3 models and 21 units were there");
    assertThat(TinySweep.receipts(copy)).hasSameSizeAs(receipts);
    assertThat(Tables.repeatable(copy)).isEqualTo(Tables.repeatable(honest));
  }

  @Test
  void anImageThatIsCertifiedAndBrokenIsAFaultOfTheProgram() throws IOException {
    Path out = folder.resolve("credulous");
    CommandLineRun run = run(out, AXES.formatted("credulity"));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(Main.FAULT);
    assertThat(run.out()).contains("Contradicted: images are certified that an attack broke");
    assertThat(certified(out, "none", "faulty").get(0).<Long>getAs("contradicted")).isPositive();
    assertThat(certified(out, "none", "crown"))
        .extracting(row -> row.<Long>getAs("contradicted"))
        .containsOnly(0L);
    CommandLineRun again = run(out, AXES.formatted("credulity"));
    assertThat(again.exitCode()).isEqualTo(Main.FAULT);
    assertThat(again.out()).contains("images are certified and broken, a fault of this program");
  }

  @Test
  void certificatesNeedNoAttackAndPartsMayAskForTheSame() throws IOException {
    Path out = folder.resolve("certificates-only");
    Path file =
        Files.writeString(
            folder.resolve("only.conf"),
            TinySweep.CONFIGURATION
                + """
                attacks = null
                parts = [
                  { certificates = [ { type = interval, epsilons = [0.001] } ] }
                  { certificates = [ { type = interval, epsilons = [0.001, 0.002] } ] }
                ]
                """);
    CommandLineRun run =
        CommandLineRun.of("run", file.toString(), "--out", out.toString(), "--master", "local[2]");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Certified by interval, linf, mnist-sample");
    assertThat(Tables.rows(out, "certified")).hasSize(4);
    assertThat(Tables.rows(out, "certificates")).hasSize(4 * 20);
    assertThat(Tables.rows(out, "cells")).isEmpty();
    assertThat(Files.readString(out.resolve("report.html"))).contains("certified_accuracy");
  }
}
