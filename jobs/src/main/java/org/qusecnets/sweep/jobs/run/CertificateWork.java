package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.qusecnets.sweep.certificate.CertifiedModel;
import org.qusecnets.sweep.certificate.Proof;
import org.qusecnets.sweep.certificate.Subject;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.Interruption;
import org.qusecnets.sweep.table.CertificateRow;

/**
 * Certifies a chunk of images.
 *
 * @param key see {@link WorkUnit#key}
 * @param unit the chunk
 * @param model the model
 */
record CertificateWork(String key, CertificateUnit unit, ModelReference model) implements WorkUnit {

  static CertificateWork of(Definitions definitions, CertificateUnit unit, ModelReference model) {
    String key =
        definitions.key(
            unit.dataset().name(),
            unit.plugins(),
            "certificate",
            CertificateRow.SCHEMA.version(),
            unit.id(),
            model.sha256());
    return new CertificateWork(key, unit, model);
  }

  @Override
  public List<String> cells() {
    return unit.cellIds();
  }

  @Override
  public String description() {
    return ChunkText.of(unit.certificate().type(), unit.epsilons(), unit.from(), unit.to())
        + ", of "
        + ModelReference.describe(unit.model());
  }

  @Override
  public String dataset() {
    return unit.dataset().name();
  }

  @Override
  public double estimatedSeconds() {
    return NominalWork.certificate(unit);
  }

  @Override
  public <R> R match(
      Function<TrainUnit, R> train,
      Function<CleanUnit, R> clean,
      Function<AttackWork, R> attack,
      Function<CertificateWork, R> certificate) {
    return certificate.apply(this);
  }

  @Override
  public UnitResult run(UnitContext context) throws IOException {
    ImageSet test = context.dataset(unit.dataset().name()).test();
    int[] chosen = StratifiedSample.indices(test, unit.dataset().testImages());
    List<String> cells = cells();
    List<CertificateRow> rows = new ArrayList<>();
    try (CertifiedModel certified =
        CertifiedModel.open(
            context.models().read(model), model.specification().recipe(), test.shape())) {
      int together = unit.certificate().together();
      for (int from = unit.from(); from < unit.to(); from += together) {
        Interruption.check();
        int[] numbers = Arrays.copyOfRange(chosen, from, Math.min(unit.to(), from + together));
        long start = System.nanoTime();
        List<List<Proof>> proofs = prove(certified, test, numbers);
        double seconds = (System.nanoTime() - start) / 1e9 / numbers.length / cells.size();
        for (int i = 0; i < numbers.length; i++) {
          int label = test.label(numbers[i]);
          for (int e = 0; e < cells.size(); e++) {
            Proof proof = proofs.get(i).get(e);
            rows.add(CertificateRow.of(cells.get(e), numbers[i], label, proof, seconds));
          }
        }
        context.progressed(numbers.length, estimatedSeconds() * numbers.length / unit.images());
      }
    }
    return UnitResult.certified(rows);
  }

  private List<List<Proof>> prove(CertifiedModel certified, ImageSet test, int[] numbers) {
    List<Subject> subjects = new ArrayList<>();
    for (int number : numbers) {
      float[] image = new float[test.shape().size()];
      test.scale(number, image, 0);
      subjects.add(new Subject(image, test.label(number), unit.imageSeed(number)));
    }
    return unit.certificate().prove(certified, subjects, unit.epsilons());
  }
}
