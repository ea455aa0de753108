package org.qusecnets.sweep.jobs.resilience;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.run.StepProgress;
import org.qusecnets.sweep.jobs.run.SweepEngine;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.ModelStore;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.resilience.NoiseInjection;
import org.qusecnets.sweep.resilience.NoiseMeasurement;

/** Measures models on noisy images, whatever the number of tasks. */
final class NoiseJob {
  private final SparkLifecycle spark;
  private final SweepEngine engine;
  private final Map<String, ModelReference> models;
  private final Display display;

  /**
   * A job.
   *
   * @param models the trained models by id
   */
  NoiseJob(
      SparkLifecycle spark,
      SweepEngine engine,
      Map<String, ModelReference> models,
      Display display) {
    this.spark = spark;
    this.engine = engine;
    this.models = new TreeMap<>(models);
    this.display = display;
  }

  /** The measurements of the units, in their order. */
  List<NoiseMeasurement> run(List<NoiseUnit> units, int partitions) {
    try (StepProgress progress =
        new StepProgress(spark.context().sc(), display, "injecting noise", "units", units.size())) {
      NoiseMeasuring measure =
          new NoiseMeasuring(engine.datasets(), engine.store(), models, progress.steps());
      List<NoiseMeasurement> measurements =
          spark.described(
              "inject noise in " + units.size() + " units",
              () ->
                  spark.context().parallelize(units, partitions).mapPartitions(measure).collect());
      progress.done();
      return measurements;
    }
  }

  /** Measures the units of one task, one after another. */
  private record NoiseMeasuring(
      Map<String, Broadcast<Dataset>> datasets,
      ModelStore store,
      Map<String, ModelReference> models,
      LongAccumulator steps)
      implements FlatMapFunction<Iterator<NoiseUnit>, NoiseMeasurement>, Serializable {

    @Override
    public Iterator<NoiseMeasurement> call(Iterator<NoiseUnit> units) throws IOException {
      List<NoiseMeasurement> measurements = new ArrayList<>();
      try (OpenModel open = new OpenModel()) {
        while (units.hasNext()) {
          TaskContext.get().killTaskIfInterrupted();
          NoiseUnit unit = units.next();
          measurements.add(
              images(unit.model())
                  .measure(
                      open.of(unit.model()),
                      unit.noise(),
                      unit.strength(),
                      unit.draws(),
                      unit::seed));
          steps.add(1);
        }
      }
      return measurements.iterator();
    }

    private NoiseInjection images(ModelSpecification model) {
      ImageSet test = datasets.get(model.dataset().name()).value().test();
      return new NoiseInjection(test, StratifiedSample.indices(test, model.dataset().testImages()));
    }

    /** The model of the last unit, since the next one is mostly of the same. */
    private final class OpenModel implements AutoCloseable {
      private String id;
      private NetworkClassifier classifier;

      NetworkClassifier of(ModelSpecification specification) throws IOException {
        if (!specification.id().equals(id)) {
          close();
          ImageSet test = datasets.get(specification.dataset().name()).value().test();
          TrainedModel model = store.read(models.get(specification.id()));
          classifier = ModelArchive.open(model, specification.recipe(), test.shape());
          id = specification.id();
        }
        return classifier;
      }

      @Override
      public void close() {
        if (classifier != null) {
          classifier.close();
          classifier = null;
        }
      }
    }
  }
}
