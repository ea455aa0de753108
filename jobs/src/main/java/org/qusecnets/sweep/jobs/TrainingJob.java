package org.qusecnets.sweep.jobs;

import java.io.PrintWriter;
import java.io.Serializable;
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
 * Trains every distinct model of a grid once, each in one task; a model is kept as soon as it is
 * trained.
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

  /** The trained models by id. */
  Map<String, TrainedModel> train(List<ModelSpecification> models) {
    Map<String, TrainedModel> trained = new LinkedHashMap<>();
    if (models.isEmpty()) {
      return trained;
    }
    int epochs = models.stream().mapToInt(ModelSpecification::epochs).sum();
    JavaRDD<ModelSpecification> tasks = spark.context().parallelize(models, models.size());
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
                    new Keep(models, store, trained),
                    ClassTag$.MODULE$.apply(TrainedModel.class));
            return null;
          });
      progress.done();
    }
    return trained;
  }

  /** One task: trains the one model of its partition. */
  private static final class Train
      extends AbstractFunction2<TaskContext, Iterator<ModelSpecification>, TrainedModel>
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
    public TrainedModel apply(TaskContext task, Iterator<ModelSpecification> models) {
      ModelSpecification model = models.next();
      Consumer<Epoch> progress =
          epoch -> {
            steps.add(1);
            task.killTaskIfInterrupted();
          };
      return model
          .substituted()
          .map(substitution -> substitute(model, substitution, progress))
          .orElseGet(() -> train(model, progress));
    }

    private TrainedModel train(ModelSpecification model, Consumer<Epoch> progress) {
      ImageSet images = datasets.get(model.dataset().name()).value().train();
      int count = model.dataset().trainImages();
      ImageSet used =
          count == images.size() ? images : images.select(StratifiedSample.indices(images, count));
      return Trainer.train(model.recipe(), used, weightSeed(model), shuffleSeed(model), progress);
    }

    private TrainedModel substitute(
        ModelSpecification model, Substitution substitution, Consumer<Epoch> progress) {
      ImageSet test = datasets.get(model.dataset().name()).value().test();
      int[] holdOut =
          StratifiedSample.besides(
              test, model.dataset().testImages(), model.dataset().trainImages());
      TrainedModel target = targets.get(substitution.target().id()).value();
      try (NetworkClassifier asked =
          ModelArchive.open(target.archive(), target.sha256(), test.shape())) {
        return SubstituteTrainer.train(
            substitution.options(),
            test.select(holdOut),
            asked,
            weightSeed(model),
            shuffleSeed(model),
            progress);
      }
    }
  }

  /** What the driver does with each model, in the order in which they come. */
  private static final class Keep extends AbstractFunction2<Object, TrainedModel, BoxedUnit> {
    private final List<ModelSpecification> models;
    private final ModelStore store;
    private final Map<String, TrainedModel> trained;

    Keep(List<ModelSpecification> models, ModelStore store, Map<String, TrainedModel> trained) {
      this.models = models;
      this.store = store;
      this.trained = trained;
    }

    @Override
    public BoxedUnit apply(Object partition, TrainedModel model) {
      ModelSpecification specification = models.get((Integer) partition);
      store.save(specification, model);
      trained.put(specification.id(), model);
      return BoxedUnit.UNIT;
    }
  }
}
