package org.qusecnets.sweep.jobs;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.network.Logits;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;

/** Counts what every model makes of its clean test images, attacked or not. */
final class CleanJob {
  /** Images that are in memory as floats at a time. */
  private static final int SLICE = 1000;

  private final SparkLifecycle spark;
  private final Map<String, Broadcast<Dataset>> datasets;
  private final Map<String, Broadcast<TrainedModel>> models;

  CleanJob(
      SparkLifecycle spark,
      Map<String, Broadcast<Dataset>> datasets,
      Map<String, Broadcast<TrainedModel>> models) {
    this.spark = spark;
    this.datasets = datasets;
    this.models = models;
  }

  /** The counts by model. */
  Map<String, CleanCounts> run(List<ModelSpecification> specifications) {
    return spark.described(
        "predict clean images with " + specifications.size() + " models",
        () ->
            spark
                .context()
                .parallelize(specifications, specifications.size())
                .map(new Count(datasets, models))
                .collect()
                .stream()
                .collect(Collectors.toMap(CleanCounts::model, counts -> counts)));
  }

  /** Counts one model. */
  private record Count(
      Map<String, Broadcast<Dataset>> datasets, Map<String, Broadcast<TrainedModel>> models)
      implements Function<ModelSpecification, CleanCounts>, Serializable {

    @Override
    public CleanCounts call(ModelSpecification model) {
      ImageSet test = datasets.get(model.dataset().name()).value().test();
      int[] chosen = StratifiedSample.indices(test, model.dataset().testImages());
      int[] predictions = predictions(model, test, chosen);
      int[] answers =
          model
              .substituted()
              .map(substitution -> predictions(substitution.target(), test, chosen))
              .orElse(predictions);
      return new CleanCounts(
          model.id(),
          chosen.length,
          IntStream.range(0, chosen.length)
              .filter(i -> predictions[i] == test.label(chosen[i]))
              .count(),
          IntStream.range(0, chosen.length).filter(i -> predictions[i] == answers[i]).count());
    }

    private int[] predictions(ModelSpecification specification, ImageSet test, int[] chosen) {
      TrainedModel model = models.get(specification.id()).value();
      int size = test.shape().size();
      int[] predictions = new int[chosen.length];
      try (NetworkClassifier classifier =
          ModelArchive.open(model, specification.recipe(), test.shape())) {
        for (int from = 0; from < chosen.length; from += SLICE) {
          int[] slice = Arrays.copyOfRange(chosen, from, Math.min(from + SLICE, chosen.length));
          float[] pixels = new float[slice.length * size];
          for (int i = 0; i < slice.length; i++) {
            test.scale(slice[i], pixels, i * size);
          }
          float[] logits = classifier.logits(pixels, slice.length);
          for (int i = 0; i < slice.length; i++) {
            int classes = classifier.classes();
            predictions[from + i] = Logits.argmax(logits, i * classes, classes);
          }
        }
      }
      return predictions;
    }
  }
}
