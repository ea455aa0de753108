package org.qusecnets.sweep.jobs.command;

import java.util.List;
import org.qusecnets.sweep.report.NetworkLabels;
import org.qusecnets.sweep.table.CertifiedRow;

/** The list of certificates that an attack has proven wrong, for people. */
final class Contradictions {
  private static final int SHOWN = 20;

  private Contradictions() {}

  /** Empty if there are none. */
  static String of(List<CertifiedRow> certified) {
    List<CertifiedRow> wrong =
        certified.stream()
            .filter(row -> row.contradicted() != null && row.contradicted() > 0)
            .toList();
    if (wrong.isEmpty()) {
      return "";
    }
    NetworkLabels networks =
        NetworkLabels.of(certified.stream().map(CertifiedRow::network).toList());
    StringBuilder text = new StringBuilder();
    text.append(
        """

        Contradicted: images are certified that an attack broke within epsilon. That is
        a fault of this program (exit code 3). Both are in the tables, examples and
        certificates. Please report it with the configuration.
        """);
    wrong.stream()
        .limit(SHOWN)
        .forEach(
            row ->
                text.append(
                    "    %s  %s %s%s, %s, epsilon %s, seed %d: %,d of %,d images%n"
                        .formatted(
                            row.certifiedCellId(),
                            row.defense().type(),
                            row.defense().parameters(),
                            networks.text(row.network()),
                            row.certificate(),
                            row.epsilon(),
                            row.seed(),
                            row.contradicted(),
                            row.images())));
    if (wrong.size() > SHOWN) {
      text.append(
          "    and %,d more: contradicted is above 0 in the table certified%n"
              .formatted(wrong.size() - SHOWN));
    }
    return text.toString();
  }
}
