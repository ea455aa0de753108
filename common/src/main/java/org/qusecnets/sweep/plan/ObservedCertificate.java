package org.qusecnets.sweep.plan;

import java.util.Map;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.Json;

/**
 * How long a certificate took on one core.
 *
 * @param kind what its cost for an image and an epsilon depends on, as canonical JSON
 * @param proofs images times epsilons
 * @param seconds for all of them
 */
public record ObservedCertificate(String kind, double proofs, double seconds) {
  /**
   * A row of the table of what is certified.
   *
   * @param dataset name of the dataset
   * @param recipe the model's, as JSON
   * @param certificate type of the certificate
   * @param parameters its parameters, as JSON
   * @param images images of the row
   * @param seconds for all of them
   */
  public static ObservedCertificate row(
      String dataset,
      String recipe,
      String certificate,
      String parameters,
      double images,
      double seconds) {
    return new ObservedCertificate(
        kind(dataset, Json.read(recipe), certificate, Json.read(parameters)), images, seconds);
  }

  /** The kind of a unit. */
  static String kind(CertificateUnit unit) {
    return kind(
        unit.dataset().name(),
        unit.model().recipe().parameters(),
        unit.certificate().type(),
        unit.certificate().parameters());
  }

  private static String kind(
      String dataset, Map<String, ?> recipe, String certificate, Map<String, ?> parameters) {
    return Fingerprint.canonical(
        Map.of(
            "dataset", dataset,
            "model", CostClass.model(recipe),
            "type", certificate,
            "parameters", parameters));
  }
}
