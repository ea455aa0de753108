package org.qusecnets.sweep.jobs;

import java.io.PrintWriter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.Seeds;
import org.qusecnets.sweep.grid.Substitution;
import org.qusecnets.sweep.network.DetectorCalibration;
import org.qusecnets.sweep.network.GradientPath;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.SubstituteTrainer;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.Trainer;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Trains the models of a grid, each in one task; models with the same weights are trained once, in
 * the same task. A model is kept as soon as it is trained.
 */
final class TrainingJob {
  private final SparkLifecycle spark;
  private final Map<String, Broadcast<Dataset>> datasets;
  private final Map<String, Broadcast<TrainedModel>> targets;
  private final ModelStore store;
  private final PrintWriter out;

  /**
   * A job.
   *
   * @param targets the models that substitutes are trained on, by id
   * @param store keeps what is trained
   */
  TrainingJob(
      SparkLifecycle spark,
      Map<String, Broadcast<Dataset>> datasets,
      Map<String, Broadcast<TrainedModel>> targets,
      ModelStore store,
      PrintWriter out) {
    this.spark = spark;
    this.datasets = datasets;
    this.targets = targets;
    this.store = store;
    this.out = out;
  }

  /**
   * Seed of a model's initial weights: the same behind every defense, and for the substitutes of
   * all defenses, so that they differ in nothing else.
   */
  static long weightSeed(ModelSpecification model) {
    return Seeds.derive(model.seed(), purpose(model, "initial-weights"), model.dataset().name());
  }

  /** Seed of the order of the training images: likewise. */
  static long shuffleSeed(ModelSpecification model) {
    return Seeds.derive(model.seed(), purpose(model, "training-order"), model.dataset().name());
  }

  private static String purpose(ModelSpecification model, String purpose) {
    return model.substituted().isPresent() ? "substitute-" + purpose : purpose;
  }

  /**
   * Models with the same weights.
   *
   * @param models the models to make, at least one
   * @param weights a model that has these weights already, or null
   */
  private record Alike(List<ModelSpecification> models, TrainedModel weights)
      implements Serializable {
    int epochs() {
      return weights == null ? models.get(0).epochs() : 0;
    }
  }

  /**
   * The trained models by id.
   *
   * @param weights models that are there already, by the id of their weights
   */
  Map<String, TrainedModel> train(
      List<ModelSpecification> models, Map<String, TrainedModel> weights) {
    Map<String, TrainedModel> trained = new LinkedHashMap<>();
    if (models.isEmpty()) {
      return trained;
    }
    Map<String, List<ModelSpecification>> byWeights = new LinkedHashMap<>();
    for (ModelSpecification model : models) {
      byWeights.computeIfAbsent(model.weightsId(), id -> new ArrayList<>()).add(model);
    }
    List<Alike> alike = new ArrayList<>();
    byWeights.forEach((id, same) -> alike.add(new Alike(same, weights.get(id))));
    int epochs = alike.stream().mapToInt(Alike::epochs).sum();
    JavaRDD<Alike> tasks = spark.context().parallelize(alike, alike.size());
    try (Progress progress =
        new Progress(spark.context().sc(), out, "training", "epochs", epochs)) {
      spark.described(
          "train " + models.size() + " models",
          () -> {
            spark
                .context()
                .sc()
                .runJob(
                    tasks.rdd(),
                    new Train(datasets, targets, progress.steps()),
                    new Keep(alike, store, trained),
                    ClassTag$.MODULE$.apply(TrainedModel[].class));
            return null;
          });
      progress.done();
    }
    return trained;
  }

  /** One task: trains the models of its partition, which have the same weights. */
  private static final class Train
      extends AbstractFunction2<TaskContext, Iterator<Alike>, TrainedModel[]>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Map<String, Broadcast<Dataset>> datasets;
    private final Map<String, Broadcast<TrainedModel>> targets;
    private final LongAccumulator steps;

    Train(
        Map<String, Broadcast<Dataset>> datasets,
        Map<String, Broadcast<TrainedModel>> targets,
        LongAccumulator steps) {
      this.datasets = datasets;
      this.targets = targets;
      this.steps = steps;
    }

    @Override
    public TrainedModel[] apply(TaskContext task, Iterator<Alike> partition) {
      Alike alike = partition.next();
      Consumer<Epoch> progress =
          epoch -> {
            steps.add(1);
            task.killTaskIfInterrupted();
          };
      TrainedModel weights =
          alike.weights() == null ? train(alike.models().get(0), progress) : alike.weights();
      return alike.models().stream()
          .map(
              model ->
                  DetectorCalibration.calibrate(weights, model.recipe(), trainingImages(model)))
          .toArray(TrainedModel[]::new);
    }

    private TrainedModel train(ModelSpecification model, Consumer<Epoch> progress) {
      return model
          .substituted()
          .map(substitution -> substitute(model, substitution, progress))
          .orElseGet(
              () ->
                  Trainer.train(
                      model.recipe(),
                      trainingImages(model),
                      weightSeed(model),
                      shuffleSeed(model),
                      progress));
    }

    private ImageSet trainingImages(ModelSpecification model) {
      ImageSet images = datasets.get(model.dataset().name()).value().train();
      int count = model.dataset().trainImages();
      return count == images.size()
          ? images
          : images.select(StratifiedSample.indices(images, count));
    }

    private TrainedModel substitute(
        ModelSpecification model, Substitution substitution, Consumer<Epoch> progress) {
      ImageSet test = datasets.get(model.dataset().name()).value().test();
      int[] holdOut =
          StratifiedSample.besides(
              test, model.dataset().testImages(), model.dataset().trainImages());
      TrainedModel target = targets.get(substitution.target().id()).value();
      try (NetworkClassifier asked =
          ModelArchive.open(target, substitution.target().recipe(), test.shape())) {
        return SubstituteTrainer.train(
            substitution.options(),
            test.select(holdOut),
            asked.attacked(GradientPath.EXACT, 1),
            weightSeed(model),
            shuffleSeed(model),
            progress);
      }
    }
  }

  /** What the driver does with each model, in the order in which they come. */
  private static final class Keep extends AbstractFunction2<Object, TrainedModel[], BoxedUnit> {
    private final List<Alike> tasks;
    private final ModelStore store;
    private final Map<String, TrainedModel> trained;

    Keep(List<Alike> tasks, ModelStore store, Map<String, TrainedModel> trained) {
      this.tasks = tasks;
      this.store = store;
      this.trained = trained;
    }

    @Override
    public BoxedUnit apply(Object partition, TrainedModel[] models) {
      List<ModelSpecification> specifications = tasks.get((Integer) partition).models();
      for (int i = 0; i < models.length; i++) {
        store.save(specifications.get(i), models[i]);
        trained.put(specifications.get(i).id(), models[i]);
      }
      return BoxedUnit.UNIT;
    }
  }
}
