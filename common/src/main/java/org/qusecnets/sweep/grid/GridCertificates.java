package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.certificate.Certificate;
import org.qusecnets.sweep.defense.Defense;

/**
 * The certificates of a grid.
 *
 * @param cells each model, certificate and epsilon
 * @param units the work, where the certificate has no obstacle to the model
 */
record GridCertificates(List<CertifiedCell> cells, List<CertificateUnit> units)
    implements Serializable {
  /** Most images of a task: a proof takes up to a minute, and what is finished is to be kept. */
  private static final int MOST_IMAGES = 20;

  static GridCertificates of(SweepConfiguration configuration, GridModels models) {
    Map<String, CertifiedCell> cells = new LinkedHashMap<>();
    Map<String, CertificateUnit> units = new LinkedHashMap<>();
    int chunkSize = Math.min(MOST_IMAGES, configuration.evaluation().chunkSize());
    for (SweepPart part : configuration.parts()) {
      for (DatasetOptions dataset : part.datasets()) {
        for (Defense defense : part.defenses()) {
          for (CertificateSpecification specification : part.certificates()) {
            for (long seed : part.seeds()) {
              ModelSpecification model = models.target(part, dataset, defense, seed);
              Certificate certificate = specification.certificate();
              for (double epsilon : specification.epsilons()) {
                CertifiedCell cell = CertifiedCell.of(model, dataset, certificate, epsilon);
                cells.putIfAbsent(cell.id(), cell);
              }
              if (certificate.obstacle(model.recipe()).isEmpty()) {
                for (int from = 0; from < dataset.testImages(); from += chunkSize) {
                  int to = Math.min(from + chunkSize, dataset.testImages());
                  CertificateUnit unit =
                      CertificateUnit.of(model, specification, dataset, from, to);
                  units.putIfAbsent(unit.id(), unit);
                }
              }
            }
          }
        }
      }
    }
    return new GridCertificates(List.copyOf(cells.values()), List.copyOf(units.values()));
  }
}
