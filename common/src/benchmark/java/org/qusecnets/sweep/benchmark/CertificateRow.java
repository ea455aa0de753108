package org.qusecnets.sweep.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.qusecnets.sweep.network.BenchmarkedCertificate;
import org.qusecnets.sweep.network.CertificateOutcome;
import org.qusecnets.sweep.options.Options;

/**
 * One certificate of images of MNIST at one epsilon, each figure the median of the rounds.
 *
 * @param certificate the certificate
 * @param ours what ours took and proved
 * @param theirs what auto_LiRPA took and proved, if it was measured
 * @param ratio its time over ours, the median of the rounds' ratios
 */
record CertificateRow(
    BenchmarkedCertificate certificate,
    CertificateOutcome ours,
    Optional<CertificateOutcome> theirs,
    double ratio) {

  static List<CertificateRow> of(Results results) {
    List<CertificateRow> rows = new ArrayList<>();
    for (BenchmarkedCertificate certificate : BenchmarkedCertificate.values()) {
      List<CertificateRound> rounds = results.rounds(certificate);
      for (int i = 0; !rounds.isEmpty() && i < rounds.get(0).ours().size(); i++) {
        int epsilon = i;
        List<CertificateOutcome> ours =
            rounds.stream().map(round -> round.ours().get(epsilon)).toList();
        List<CertificateOutcome> theirs =
            rounds.stream()
                .flatMap(round -> round.theirs(round.ours().get(epsilon).epsilon()).stream())
                .toList();
        DoubleStream ratios =
            rounds.stream()
                .map(round -> round.ratio(epsilon))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble);
        rows.add(
            new CertificateRow(
                certificate, median(ours).orElseThrow(), median(theirs), median(ratios)));
      }
    }
    return rows;
  }

  private static Optional<CertificateOutcome> median(List<CertificateOutcome> outcomes) {
    return outcomes.stream()
        .sorted(Comparator.comparingDouble(CertificateOutcome::processorSeconds))
        .skip(outcomes.size() / 2)
        .findFirst();
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  static void print(List<CertificateRow> rows, PrintStream out) {
    TextTable table =
        new TextTable(
            List.of("certificates, MNIST plain", "ms/image", "ratio", "certified", "margin"));
    for (CertificateRow row : rows) {
      String title = Options.nameOf(row.certificate) + ", " + row.ours.epsilon();
      table.add(cells(title, Double.NaN, row.ours));
      row.theirs.ifPresent(outcome -> table.add(cells(title + ", auto_LiRPA", row.ratio, outcome)));
    }
    table.print(out);
  }

  private static List<String> cells(String title, double ratio, CertificateOutcome outcome) {
    return List.of(
        title,
        TextTable.number(1000 * outcome.processorSeconds(), 2),
        TextTable.number(ratio, 2),
        TextTable.percent(outcome.certified()),
        TextTable.number(outcome.leastMargin(), 3));
  }
}
