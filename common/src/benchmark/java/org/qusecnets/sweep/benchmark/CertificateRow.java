package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.BenchmarkedCertificate;
import org.qusecnets.sweep.network.CertificateOutcome;
import org.qusecnets.sweep.options.Options;

/**
 * One certificate of images of MNIST at one epsilon.
 *
 * @param certificate the certificate
 * @param outcome what it took and proved
 * @param references the same in other libraries
 */
record CertificateRow(
    BenchmarkedCertificate certificate, CertificateOutcome outcome, List<Reference> references) {

  /**
   * A certificate in another library.
   *
   * @param library the library with its version
   * @param ratio its time over ours
   * @param outcome what it took and proved
   */
  record Reference(String library, double ratio, CertificateOutcome outcome) {}

  static List<CertificateRow> of(Results results) {
    List<CertificateRow> rows = new ArrayList<>();
    for (BenchmarkedCertificate certificate : BenchmarkedCertificate.values()) {
      JsonNode libraries = results.certificateReference(certificate).path("libraries");
      for (CertificateOutcome outcome : results.outcomes(certificate)) {
        List<Reference> references = new ArrayList<>();
        for (JsonNode library : libraries) {
          references.addAll(references(library, outcome));
        }
        rows.add(new CertificateRow(certificate, outcome, references));
      }
    }
    return rows;
  }

  private static List<Reference> references(JsonNode library, CertificateOutcome ours) {
    List<Reference> references = new ArrayList<>();
    for (JsonNode printed : library.path("outcomes")) {
      if (printed.path("epsilon").asDouble() == ours.epsilon()) {
        CertificateOutcome theirs =
            new CertificateOutcome(
                ours.epsilon(),
                printed.path("processor_seconds").asDouble(Double.NaN),
                printed.path("certified").asDouble(Double.NaN),
                printed.path("least_margin").asDouble(Double.NaN));
        references.add(
            new Reference(
                library.path("library").asText() + " " + library.path("version").asText(),
                theirs.processorSeconds() / ours.processorSeconds(),
                theirs));
      }
    }
    return references;
  }

  static void print(List<CertificateRow> rows, PrintStream out) {
    TextTable table =
        new TextTable(
            List.of("certificates, MNIST plain", "ms/image", "ratio", "certified", "margin"));
    for (CertificateRow row : rows) {
      String title = Options.nameOf(row.certificate) + ", " + row.outcome.epsilon();
      table.add(cells(title, Double.NaN, row.outcome));
      for (Reference reference : row.references) {
        table.add(cells(title + ", " + reference.library, reference.ratio, reference.outcome));
      }
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
