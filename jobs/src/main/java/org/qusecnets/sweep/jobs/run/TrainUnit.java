package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.Substitution;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.ModelStore;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.DetectorCalibration;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.SubstituteTrainer;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.Trainer;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.PretrainedWeights;
import org.qusecnets.sweep.recipe.TrainingOptions;

/**
 * Trains models that have the same weights, and keeps them in the store.
 *
 * @param key see {@link WorkUnit#key}
 * @param models the models to make, at least one
 * @param weights a model that has these weights already, or null
 * @param target what they are substitutes of, or null
 */
record TrainUnit(
    String key, List<ModelSpecification> models, ModelReference weights, ModelReference target)
    implements WorkUnit {

  static TrainUnit of(
      Definitions definitions,
      List<ModelSpecification> models,
      Optional<ModelReference> weights,
      Optional<ModelReference> target) {
    String key =
        definitions.key(
            models.get(0).dataset().name(),
            models.stream().flatMap(model -> model.plugins().stream()).distinct().toList(),
            "train",
            models.stream().map(ModelSpecification::id).sorted().toList(),
            target.map(ModelReference::sha256).orElse(""));
    return new TrainUnit(key, List.copyOf(models), weights.orElse(null), target.orElse(null));
  }

  @Override
  public String description() {
    ModelSpecification model = models.get(0);
    return "train "
        + model.substituted().map(s -> "a substitute of ").orElse("")
        + ModelReference.describe(model.substituted().map(Substitution::target).orElse(model));
  }

  @Override
  public String dataset() {
    return models.get(0).dataset().name();
  }

  @Override
  public double estimatedSeconds() {
    return weights != null ? 0 : NominalWork.training(models);
  }

  /** The facts that name a model that was made, by its id. */
  static String fact(String model) {
    return "model." + model;
  }

  /** Whether several tasks train it together, on behalf of the driver. */
  boolean isShared() {
    return weights == null
        && models.get(0).recipe().isTrained()
        && models.get(0).recipe().training().parallelism() == TrainingOptions.Parallelism.DATA;
  }

  @Override
  public <R> R match(
      Function<TrainUnit, R> train,
      Function<CleanUnit, R> clean,
      Function<AttackWork, R> attack,
      Function<CertificateWork, R> certificate) {
    return train.apply(this);
  }

  @Override
  public UnitResult run(UnitContext context) throws IOException {
    return run(context, this::train);
  }

  /** Makes the weights. */
  @FunctionalInterface
  interface WeightTraining {
    TrainedModel train(ModelSpecification model, UnitContext context) throws IOException;
  }

  /** Does it with weights that are made in another way. */
  UnitResult run(UnitContext context, WeightTraining training) throws IOException {
    ModelStore store = context.models();
    TrainedModel same = weights == null ? null : store.read(weights);
    SortedMap<String, String> facts = new TreeMap<>();
    for (ModelSpecification model : models) {
      // An attempt before this one may have kept it and then died.
      Optional<TrainedModel> kept = store.load(model, Optional.ofNullable(target));
      TrainedModel made;
      if (kept.isPresent()) {
        made = kept.get();
      } else {
        if (same == null) {
          same = training.train(model, context);
        }
        made = DetectorCalibration.calibrate(same, model.recipe(), images(model, context));
        store.save(model, made, Optional.ofNullable(target));
      }
      same = same == null ? made : same;
      facts.put(fact(model.id()), made.sha256());
    }
    return UnitResult.complete(facts);
  }

  private TrainedModel train(ModelSpecification model, UnitContext context) throws IOException {
    int images = model.dataset().trainImages();
    Consumer<Epoch> progress =
        epoch -> context.progressed(images, estimatedSeconds() / model.epochs());
    if (model.substituted().isPresent()) {
      return substitute(model, model.substituted().get(), context, progress);
    }
    Optional<PretrainedWeights> given = model.recipe().network().architecture().pretrained();
    return Trainer.train(
        model.recipe(),
        images(model, context),
        model.weightSeed(),
        model.shuffleSeed(),
        given.isPresent() ? Optional.of(context.models().network(given.get())) : Optional.empty(),
        progress);
  }

  /** The images that a model is trained on. */
  static ImageSet images(ModelSpecification model, UnitContext context) throws IOException {
    ImageSet images = context.dataset(model.dataset().name()).train();
    int count = model.dataset().trainImages();
    return count == images.size() ? images : images.select(StratifiedSample.indices(images, count));
  }

  private TrainedModel substitute(
      ModelSpecification model,
      Substitution substitution,
      UnitContext context,
      Consumer<Epoch> progress)
      throws IOException {
    ImageSet test = context.dataset(model.dataset().name()).test();
    int[] holdOut =
        StratifiedSample.besides(test, model.dataset().testImages(), model.dataset().trainImages());
    try (NetworkClassifier asked =
        ModelArchive.open(
            context.models().read(target), substitution.target().recipe(), test.shape())) {
      return SubstituteTrainer.train(
          substitution.options(),
          test.select(holdOut),
          asked.attacked(GradientWay.EXACT, 1),
          model.weightSeed(),
          model.shuffleSeed(),
          progress);
    }
  }
}
