package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.PluginCode;
import org.qusecnets.sweep.certificate.Certificate;

/**
 * The work of one certificate task: one model, one certificate at all its epsilons, one chunk of
 * test images. Epsilons belong together, since what is not proven at one is not tried at the next.
 *
 * @param id hash of the content
 * @param model a model that the certificate has no obstacle to
 * @param certificate the certificate
 * @param epsilons ascending
 * @param dataset whose test images are certified
 * @param from index of the chunk's first test image
 * @param to index behind the chunk's last test image
 */
public record CertificateUnit(
    String id,
    ModelSpecification model,
    Certificate certificate,
    List<Double> epsilons,
    DatasetOptions dataset,
    int from,
    int to)
    implements Serializable {
  /** Checks the range of images. */
  public CertificateUnit {
    epsilons = List.copyOf(epsilons);
    if (from < 0 || to <= from || to > dataset.testImages()) {
      throw new IllegalArgumentException(
          "no images " + from + " to " + to + " of " + dataset.testImages());
    }
  }

  static CertificateUnit of(
      ModelSpecification model,
      CertificateSpecification specification,
      DatasetOptions dataset,
      int from,
      int to) {
    Certificate certificate = specification.certificate();
    Map<String, Object> content = CanonicalForm.of(model, dataset, certificate);
    content.put(AttackSpecification.EPSILONS, specification.ascending());
    content.put("from", from);
    content.put("to", to);
    return new CertificateUnit(
        Fingerprint.id(content), model, certificate, specification.ascending(), dataset, from, to);
  }

  /** Code from outside this program that its results depend on. */
  public List<PluginCode> plugins() {
    return Stream.concat(model.plugins().stream(), PluginCode.of(certificate.getClass()).stream())
        .distinct()
        .toList();
  }

  /** The ids of the cells that this unit contributes to, in the order of the epsilons. */
  public List<String> cellIds() {
    return epsilons.stream()
        .map(epsilon -> CertifiedCell.of(model, dataset, certificate, epsilon).id())
        .toList();
  }

  /** Seed of one image's random numbers: the same for every model, so that models compare. */
  public long imageSeed(int image) {
    return Seeds.derive(model.seed(), "certificate", dataset.name(), image);
  }

  /** Number of images. */
  public int images() {
    return to - from;
  }
}
