package org.qusecnets.sweep.jobs;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.resilience.Noise;
import org.qusecnets.sweep.resilience.NoiseMeasurement;
import org.qusecnets.sweep.resilience.ResilienceCurve;
import org.qusecnets.sweep.resilience.ResilienceOptions;

/**
 * One noise analysis on a running Spark: trains the models that are not there yet, injects noise,
 * and publishes table, report and pictures together.
 */
final class ResilienceRun {
  private static final int TASKS_A_CORE = 6;

  private final SparkLifecycle spark;
  private final SweepConfiguration sweep;
  private final Grid grid;
  private final Map<String, Dataset> datasets;
  private final ResultFolder results;
  private final List<Double> epsilons;
  private final PrintWriter out;

  ResilienceRun(
      SparkLifecycle spark,
      SweepConfiguration sweep,
      Grid grid,
      Map<String, Dataset> datasets,
      ResultFolder results,
      List<Double> epsilons,
      PrintWriter out) {
    this.spark = spark;
    this.sweep = sweep;
    this.grid = grid;
    this.datasets = datasets;
    this.results = results;
    this.epsilons = epsilons;
    this.out = out;
  }

  /** Runs all of it and returns the report. */
  String run(SparkOptions options) {
    Set<String> ids =
        grid.cells().stream().map(cell -> cell.model().id()).collect(Collectors.toSet());
    List<ModelSpecification> attacked =
        grid.models().stream().filter(model -> ids.contains(model.id())).toList();
    SharedModels models = SharedModels.of(spark, datasets, results, out);
    models.train(attacked);
    Map<ModelSpecification, List<ResilienceCurve>> curves = measure(models, attacked, options);
    ResilienceFiles files =
        new ResilienceFiles(results.stagedResilience(sweep), curves, datasets, epsilons, out);
    files.writeTable(spark, models);
    String report = files.writeReport(sweep.resilience().draws());
    results.publishResilience();
    return report;
  }

  private Map<ModelSpecification, List<ResilienceCurve>> measure(
      SharedModels models, List<ModelSpecification> attacked, SparkOptions options) {
    ResilienceOptions noise = sweep.resilience();
    List<NoiseUnit> units = new ArrayList<>();
    for (ModelSpecification model : attacked) {
      units.add(NoiseUnit.clean(model));
      for (Noise kind : noise.noises()) {
        for (double strength : noise.strengths(kind)) {
          units.add(new NoiseUnit(model, kind, strength, noise.draws()));
        }
      }
    }
    Iterator<NoiseMeasurement> measurements =
        new NoiseJob(spark, models, out).run(units, partitions(units.size(), options)).iterator();
    Map<ModelSpecification, List<ResilienceCurve>> curves = new LinkedHashMap<>();
    for (ModelSpecification model : attacked) {
      NoiseMeasurement clean = measurements.next();
      List<ResilienceCurve> ofModel = new ArrayList<>();
      for (Noise kind : noise.noises()) {
        List<NoiseMeasurement> curve = new ArrayList<>(List.of(clean));
        noise.strengths(kind).forEach(strength -> curve.add(measurements.next()));
        ofModel.add(
            new ResilienceCurve(kind, curve, noise.toleratedLoss(), NoiseUnit.imagesSeed(model)));
      }
      curves.put(model, ofModel);
    }
    return curves;
  }

  /**
   * As many tasks as keep all cores busy to the end: neighbours in a task share the opened model.
   */
  private int partitions(int units, SparkOptions options) {
    int busy = TASKS_A_CORE * spark.context().defaultParallelism();
    return options.partitions(units, Math.min(units, busy));
  }
}
