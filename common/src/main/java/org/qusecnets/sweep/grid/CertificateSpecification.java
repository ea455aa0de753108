package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.certificate.Certificate;

/**
 * A certificate at all its epsilons.
 *
 * @param certificate the certificate with its parameters
 * @param epsilons bounds of the perturbation in the certificate's norm, at least one
 */
public record CertificateSpecification(Certificate certificate, List<Double> epsilons)
    implements Serializable {
  /** Checks the epsilons. */
  public CertificateSpecification {
    epsilons = List.copyOf(epsilons);
    if (epsilons.isEmpty()) {
      throw new IllegalArgumentException("a certificate needs an epsilon");
    }
    Norm norm = certificate.norm();
    epsilons.forEach(epsilon -> AttackSpecification.checkEpsilon(norm, epsilon));
  }

  /** All parameters by their configuration keys: an entry of the {@code certificates} axis. */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters =
        CanonicalForm.typed(certificate.type(), certificate.parameters());
    parameters.put(AttackSpecification.EPSILONS, epsilons);
    return parameters;
  }

  /** The epsilons, ascending. */
  List<Double> ascending() {
    return epsilons.stream().sorted().toList();
  }
}
