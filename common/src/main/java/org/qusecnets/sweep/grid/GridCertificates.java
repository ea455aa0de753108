package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.certificate.Certificate;
import org.qusecnets.sweep.certificate.Effort;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.recipe.NetworkOptions;

/**
 * The certificates of a grid.
 *
 * @param cells each model, certificate and epsilon
 * @param units the work, where the certificate has no obstacle to the model
 */
record GridCertificates(List<CertifiedCell> cells, List<CertificateUnit> units)
    implements Serializable {
  /** Most images of a task that has proofs of up to a minute: what is finished is to be kept. */
  private static final int FEW_IMAGES = 20;

  /** Predictions of an image up to which its proof is no work beside opening the model. */
  private static final double FEW_PREDICTIONS = 1000;

  static GridCertificates of(SweepConfiguration configuration, GridModels models) {
    Map<String, CertifiedCell> cells = new LinkedHashMap<>();
    Map<String, CertificateUnit> units = new LinkedHashMap<>();
    for (SweepPart part : configuration.parts()) {
      for (DatasetOptions dataset : part.datasets()) {
        for (NetworkOptions network : part.networks()) {
          for (Defense defense : part.defenses()) {
            for (CertificateSpecification specification : part.certificates()) {
              int chunkSize = chunkSize(specification, configuration.evaluation());
              for (long seed : part.seeds()) {
                add(
                    models.target(part, dataset, network, defense, seed),
                    dataset,
                    specification,
                    chunkSize,
                    cells,
                    units);
              }
            }
          }
        }
      }
    }
    return new GridCertificates(List.copyOf(cells.values()), List.copyOf(units.values()));
  }

  private static void add(
      ModelSpecification model,
      DatasetOptions dataset,
      CertificateSpecification specification,
      int chunkSize,
      Map<String, CertifiedCell> cells,
      Map<String, CertificateUnit> units) {
    Certificate certificate = specification.certificate();
    for (double epsilon : specification.epsilons()) {
      CertifiedCell cell = CertifiedCell.of(model, dataset, certificate, epsilon);
      cells.putIfAbsent(cell.id(), cell);
    }
    if (certificate.obstacle(model.recipe()).isPresent()) {
      return;
    }
    for (int from = 0; from < dataset.testImages(); from += chunkSize) {
      int to = Math.min(from + chunkSize, dataset.testImages());
      CertificateUnit unit = CertificateUnit.of(model, specification, dataset, from, to);
      units.putIfAbsent(unit.id(), unit);
    }
  }

  private static int chunkSize(
      CertificateSpecification specification, EvaluationOptions evaluation) {
    Effort effort = specification.certificate().effort();
    return effort.linearBounds() == 0 && effort.predictions() <= FEW_PREDICTIONS
        ? evaluation.chunkSize()
        : Math.min(FEW_IMAGES, evaluation.chunkSize());
  }
}
