package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.evaluation.AdversarialImages;
import org.qusecnets.sweep.evaluation.AttackEvaluation;
import org.qusecnets.sweep.evaluation.AttackerView;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.Threat;
import org.qusecnets.sweep.grid.ThreatModel;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * Attacks a chunk of images.
 *
 * @param key see {@link WorkUnit#key}; the same at all epsilons, unless the attack reuses successes
 *     successes from one to the next
 * @param unit the chunk, and the epsilons that are to be worked out
 * @param model the model under attack
 * @param source the model that the attack sees
 * @param pictured of how many images, from the first on, to keep the pixels
 */
record AttackWork(
    String key, AttackUnit unit, ModelReference model, ModelReference source, int pictured)
    implements WorkUnit {

  static AttackWork of(
      Definitions definitions,
      AttackUnit unit,
      ModelReference model,
      ModelReference source,
      int picturedOfCell) {
    int pictured = Math.max(0, Math.min(picturedOfCell - unit.from(), unit.images()));
    String key =
        definitions.key(
            unit.dataset().name(),
            unit.plugins(),
            "attack",
            unit.workId(),
            model.sha256(),
            source.sha256(),
            pictured);
    return new AttackWork(key, unit, model, source, pictured);
  }

  /** The same at those of its epsilons whose cells are none of these; empty if there are none. */
  Optional<AttackWork> without(Set<String> cells) {
    List<String> own = cells();
    List<Double> missing = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      if (!cells.contains(own.get(i))) {
        missing.add(unit.attack().epsilons().get(i));
      }
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new AttackWork(key, unit.at(missing), model, source, pictured));
  }

  @Override
  public List<String> cells() {
    return unit.cellIds();
  }

  @Override
  public String description() {
    return ChunkText.of(
            unit.attack().attack().type(), unit.attack().epsilons(), unit.from(), unit.to())
        + origin()
        + ", against "
        + ModelReference.describe(unit.model());
  }

  /** Where images come from that were made on another network. */
  private String origin() {
    String network = source.specification().network();
    boolean transfers = unit.attack().threat().model() == ThreatModel.TRANSFER;
    return transfers && !network.equals(unit.model().network()) ? ", from " + network : "";
  }

  @Override
  public String dataset() {
    return unit.dataset().name();
  }

  @Override
  public double estimatedSeconds() {
    return NominalWork.attack(unit);
  }

  @Override
  public <R> R match(
      Function<TrainUnit, R> train,
      Function<CleanUnit, R> clean,
      Function<AttackWork, R> attack,
      Function<CertificateWork, R> certificate) {
    return attack.apply(this);
  }

  @Override
  public UnitResult run(UnitContext context) throws IOException {
    return UnitResult.attacked(examples(context, AdversarialImages.NONE));
  }

  /**
   * Does it, and gives the rows, epsilon by epsilon, in the order of the images.
   *
   * @param images takes the image of each row
   */
  List<ExampleRow> examples(UnitContext context, AdversarialImages images) throws IOException {
    ImageSet test = context.dataset(unit.dataset().name()).test();
    int[] chosen = StratifiedSample.indices(test, unit.dataset().testImages());
    Threat threat = unit.attack().threat();
    boolean itself = source.id().equals(model.id());
    try (NetworkClassifier scorer = open(model, test, context);
        NetworkClassifier other = itself ? null : open(source, test, context)) {
      NetworkClassifier seen = itself ? scorer : other;
      List<Double> epsilons = unit.attack().epsilons();
      float[] bounds = new float[epsilons.size()];
      for (int e = 0; e < bounds.length; e++) {
        bounds[e] = Norm.atMost(epsilons.get(e));
      }
      List<String> cells = cells();
      int[] numbers = Arrays.copyOfRange(chosen, unit.from(), unit.to());
      AttackEvaluation evaluation =
          new AttackEvaluation(
              scorer,
              test,
              numbers,
              Arrays.stream(numbers).mapToLong(unit::imageSeed).toArray(),
              pictured,
              threat.protocol());
      List<Example> examples =
          evaluation.examples(
              unit.attack().attack(),
              bounds,
              AttackerView.of(seen, threat.way(), threat.eotSamples()),
              images);
      context.progressed(numbers.length, estimatedSeconds());
      return examples.stream().map(e -> ExampleRow.of(cells.get(e.epsilonIndex()), e)).toList();
    }
  }

  private static NetworkClassifier open(ModelReference model, ImageSet images, UnitContext context)
      throws IOException {
    return ModelArchive.open(
        context.models().read(model), model.specification().recipe(), images.shape());
  }
}
