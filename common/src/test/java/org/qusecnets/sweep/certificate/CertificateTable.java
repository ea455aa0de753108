package org.qusecnets.sweep.certificate;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.options.Options;

/** All certificates, for the tests of what holds for each of them. */
final class CertificateTable {
  private CertificateTable() {}

  /**
   * One row for each certificate that a configuration can name.
   *
   * @param parameters its defaults
   * @param quick options with which it is run in tests
   */
  record Row(String type, Map<String, Object> parameters, Map<String, Object> quick) {
    Certificate certificate() {
      return Certificates.read(type, Options.of(quick));
    }

    @Override
    public String toString() {
      return type;
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row("interval", Map.of(), Map.of()),
        new Row("crown", Map.of(), Map.of()),
        new Row("alpha-crown", Map.of("iterations", 20), Map.of("iterations", 3)),
        new Row(
            "branch-and-bound",
            Map.of("parts", 100, "iterations", 5),
            Map.of("parts", 6, "iterations", 1)));
  }
}
