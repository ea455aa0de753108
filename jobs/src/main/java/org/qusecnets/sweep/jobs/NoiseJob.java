package org.qusecnets.sweep.jobs;

import java.io.PrintWriter;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.resilience.NoiseInjection;
import org.qusecnets.sweep.resilience.NoiseMeasurement;

/** Measures models on noisy images, whatever the number of tasks. */
final class NoiseJob {
  private final SparkLifecycle spark;
  private final SharedModels models;
  private final PrintWriter out;

  NoiseJob(SparkLifecycle spark, SharedModels models, PrintWriter out) {
    this.spark = spark;
    this.models = models;
    this.out = out;
  }

  /** The measurements of the units, in their order. */
  List<NoiseMeasurement> run(List<NoiseUnit> units, int partitions) {
    try (Progress progress =
        new Progress(spark.context().sc(), out, "injecting noise", "units", units.size())) {
      Measure measure = new Measure(models.datasets(), models.broadcast(), progress.steps());
      List<NoiseMeasurement> measurements =
          spark.described(
              "inject noise in " + units.size() + " units",
              () -> spark.context().parallelize(units, partitions).map(measure).collect());
      progress.done();
      return measurements;
    }
  }

  /** Measures one unit. */
  private record Measure(
      Map<String, Broadcast<Dataset>> datasets,
      Map<String, Broadcast<TrainedModel>> models,
      LongAccumulator steps)
      implements Function<NoiseUnit, NoiseMeasurement>, Serializable {

    @Override
    public NoiseMeasurement call(NoiseUnit unit) {
      TaskContext.get().killTaskIfInterrupted();
      ImageSet test = datasets.get(unit.model().dataset().name()).value().test();
      int[] chosen = StratifiedSample.indices(test, unit.model().dataset().testImages());
      TrainedModel model = models.get(unit.model().id()).value();
      try (NetworkClassifier classifier =
          ModelArchive.open(model.archive(), model.sha256(), test.shape())) {
        NoiseMeasurement measurement =
            new NoiseInjection(test, chosen)
                .measure(classifier, unit.noise(), unit.strength(), unit.draws(), unit::seed);
        steps.add(1);
        return measurement;
      }
    }
  }
}
