package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.certificate.Certificate;

/**
 * One model that a certificate is asked for at one epsilon.
 *
 * @param id hash of the content, which does not depend on other cells
 * @param model the model
 * @param dataset whose test images are certified
 * @param certificate the certificate
 * @param epsilon bound of the perturbation in the certificate's norm
 */
public record CertifiedCell(
    String id,
    ModelSpecification model,
    DatasetOptions dataset,
    Certificate certificate,
    double epsilon)
    implements Serializable {

  static CertifiedCell of(
      ModelSpecification model, DatasetOptions dataset, Certificate certificate, double epsilon) {
    Map<String, Object> content = CanonicalForm.of(model, dataset, certificate);
    content.put("epsilon", epsilon);
    return new CertifiedCell(Fingerprint.id(content), model, dataset, certificate, epsilon);
  }

  /** Why the certificate proves nothing of the model, if that is so: nothing is done then. */
  public Optional<String> obstacle() {
    return certificate.obstacle(model.recipe());
  }
}
