package org.qusecnets.sweep.certificate;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.options.Options;

/** All certificates, for the tests of what holds for each of them. */
final class CertificateTable {
  private CertificateTable() {}

  /**
   * One row for each certificate that a configuration can name, of one with several ways for each.
   *
   * @param norm what its epsilons bound
   * @param parameters its defaults
   * @param quick options with which it is run in tests
   */
  record Row(String type, Norm norm, Map<String, Object> parameters, Map<String, Object> quick) {
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
        new Row("interval", Norm.LINF, Map.of(), Map.of()),
        new Row("crown", Norm.LINF, Map.of(), Map.of()),
        new Row("alpha-crown", Norm.LINF, Map.of("iterations", 20), Map.of("iterations", 3)),
        new Row(
            "branch-and-bound",
            Norm.LINF,
            Map.of("parts", 100, "iterations", 5, "splits", "values"),
            Map.of("parts", 6, "iterations", 1)),
        new Row(
            "branch-and-bound",
            Norm.LINF,
            Map.of("parts", 100, "iterations", 5, "splits", "values"),
            Map.of("parts", 6, "iterations", 3, "splits", "rectifiers")),
        new Row(
            "smoothing",
            Norm.L2,
            Map.of("sigma", 0.25, "selection-samples", 100, "samples", 10_000, "alpha", 0.001),
            Map.of("samples", 500)));
  }
}
