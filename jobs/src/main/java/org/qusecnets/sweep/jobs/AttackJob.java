package org.qusecnets.sweep.jobs;

import java.io.PrintWriter;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.evaluation.AttackEvaluation;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.Threat;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * Runs all attacks and writes the examples: the units of the grid in their order, whatever the
 * number of tasks.
 */
final class AttackJob {
  private final SparkLifecycle spark;
  private final Map<String, Broadcast<Dataset>> datasets;
  private final Map<String, Broadcast<TrainedModel>> models;
  private final PrintWriter out;

  AttackJob(
      SparkLifecycle spark,
      Map<String, Broadcast<Dataset>> datasets,
      Map<String, Broadcast<TrainedModel>> models,
      PrintWriter out) {
    this.spark = spark;
    this.datasets = datasets;
    this.models = models;
    this.out = out;
  }

  /**
   * Attacks and writes.
   *
   * @param pictured of how many images of each cell to keep the pixels
   * @param path where the table of examples goes
   */
  void run(List<AttackUnit> units, int pictured, int partitions, String path) {
    JavaRDD<AttackUnit> tasks = spark.context().parallelize(units, partitions);
    try (Progress progress =
        new Progress(spark.context().sc(), out, "attacking", "units", units.size())) {
      JavaRDD<Row> rows = tasks.flatMap(new Evaluate(datasets, models, pictured, progress.steps()));
      spark.described(
          "attack " + models.size() + " models in " + units.size() + " units",
          () -> {
            spark
                .session()
                .createDataFrame(rows, SparkTable.schema(ExampleRow.SCHEMA))
                .write()
                .parquet(path);
            return null;
          });
      progress.done();
    }
  }

  /** Evaluates one unit. */
  private record Evaluate(
      Map<String, Broadcast<Dataset>> datasets,
      Map<String, Broadcast<TrainedModel>> models,
      int pictured,
      LongAccumulator steps)
      implements FlatMapFunction<AttackUnit, Row>, Serializable {

    @Override
    public Iterator<Row> call(AttackUnit unit) {
      TaskContext.get().killTaskIfInterrupted();
      ImageSet test = datasets.get(unit.dataset().name()).value().test();
      int[] chosen = StratifiedSample.indices(test, unit.dataset().testImages());
      Threat threat = unit.attack().threat();
      boolean itself = unit.source().id().equals(unit.model().id());
      try (NetworkClassifier scorer = open(unit.model(), test);
          NetworkClassifier other = itself ? null : open(unit.source(), test)) {
        NetworkClassifier source = itself ? scorer : other;
        List<Double> epsilons = unit.attack().epsilons();
        float[] bounds = new float[epsilons.size()];
        String[] cells = new String[epsilons.size()];
        for (int e = 0; e < bounds.length; e++) {
          bounds[e] = epsilons.get(e).floatValue();
          cells[e] = unit.cell(epsilons.get(e)).id();
        }
        int[] numbers = Arrays.copyOfRange(chosen, unit.from(), unit.to());
        AttackEvaluation evaluation =
            new AttackEvaluation(
                scorer,
                test,
                numbers,
                Arrays.stream(numbers).mapToLong(unit::imageSeed).toArray(),
                Math.max(0, pictured - unit.from()),
                threat.conduct());
        List<Row> rows =
            evaluation
                .examples(
                    unit.attack().attack(),
                    bounds,
                    source.attacked(threat.gradient(), threat.draws()))
                .stream()
                .map(e -> SparkTable.row(ExampleRow.of(cells[e.epsilon()], e)))
                .toList();
        steps.add(1);
        return rows.iterator();
      }
    }

    private NetworkClassifier open(ModelSpecification specification, ImageSet images) {
      TrainedModel model = models.get(specification.id()).value();
      return ModelArchive.open(model, specification.recipe(), images.shape());
    }
  }
}
