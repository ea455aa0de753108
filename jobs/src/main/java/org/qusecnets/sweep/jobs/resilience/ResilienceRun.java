package org.qusecnets.sweep.jobs.resilience;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.publication.Publication;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.run.RunOptions;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.run.SweepEngine;
import org.qusecnets.sweep.jobs.run.SweepState;
import org.qusecnets.sweep.jobs.run.WorkLimits;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.resilience.Noise;
import org.qusecnets.sweep.resilience.NoiseMeasurement;
import org.qusecnets.sweep.resilience.ResilienceCurve;
import org.qusecnets.sweep.resilience.ResilienceOptions;
import org.qusecnets.sweep.table.ResilienceRow;

/**
 * One noise analysis on a running Spark: trains the models that are not there yet, injects noise,
 * and publishes table, report and page together.
 */
public final class ResilienceRun {
  private static final int TASKS_A_CORE = 6;

  private final SparkLifecycle spark;
  private final SweepConfiguration sweep;
  private final Grid grid;
  private final Map<String, Dataset> datasets;
  private final ResultFolder results;
  private final List<Double> epsilons;
  private final Display display;

  public ResilienceRun(
      SparkLifecycle spark,
      SweepConfiguration sweep,
      Grid grid,
      Map<String, Dataset> datasets,
      ResultFolder results,
      List<Double> epsilons,
      Display display) {
    this.spark = spark;
    this.sweep = sweep;
    this.grid = grid;
    this.datasets = datasets;
    this.results = results;
    this.epsilons = epsilons;
    this.display = display;
  }

  /**
   * Runs all of it and returns the report.
   *
   * @throws UserException if a model cannot be trained
   */
  public String run(int partitions) {
    Set<String> ids =
        grid.cells().stream().map(cell -> cell.model().id()).collect(Collectors.toSet());
    List<ModelSpecification> attacked =
        grid.models().stream().filter(model -> ids.contains(model.id())).toList();
    RunOptions options =
        new RunOptions(
            WorkLimits.defaults(),
            RunOptions.Mode.WORK,
            RunOptions.Failed.RETRY,
            RunOptions.LONGEST_FIRST);
    SweepEngine engine = new SweepEngine(spark, datasets, results, options, display);
    SweepState state = new SweepState(engine.definitions(), attacked, List.of(), List.of(), 0);
    engine.work(state);
    for (ModelSpecification model : attacked) {
      Failure failure = state.failedModels().get(model.id());
      if (failure != null) {
        throw new UserException(
            "Cannot train model %s (%s): %s; correct its defense"
                .formatted(model.id(), ModelReference.describe(model), failure.reason()));
      }
    }
    Map<ModelSpecification, List<ResilienceCurve>> curves =
        measure(engine, state.ready(), attacked, partitions);
    Storage storage = results.storage();
    try {
      String folder = Publication.next(storage, Publication.RESILIENCE);
      ResilienceFiles files = new ResilienceFiles(storage, folder, curves, datasets, epsilons);
      List<ResilienceRow> rows =
          files.writeTable(engine.datasetHashes(), engine.trained(state, attacked));
      files.write(ResultFolder.CONFIGURATION, sweep.effective().getBytes(StandardCharsets.UTF_8));
      String report = files.writeReport(sweep.name(), sweep.resilience().draws(), rows);
      results.lease().check();
      Publication.publish(storage, Publication.RESILIENCE, folder, grid.id(), Map.of());
      return report;
    } catch (IOException e) {
      throw new UserException("Cannot publish in " + storage + ": " + e + "; check space", e);
    }
  }

  private Map<ModelSpecification, List<ResilienceCurve>> measure(
      SweepEngine engine,
      Map<String, ModelReference> models,
      List<ModelSpecification> attacked,
      int partitions) {
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
        new NoiseJob(spark, engine, models, display)
            .run(units, partitions(units.size(), partitions))
            .iterator();
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
   * As many tasks as keep all cores busy to the end, unless another number was asked for:
   * neighbours in a task share the opened model.
   */
  private int partitions(int units, int askedFor) {
    int busy = TASKS_A_CORE * spark.context().defaultParallelism();
    return Math.min(units, askedFor == 0 ? busy : askedFor);
  }
}
