package org.qusecnets.sweep.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.network.InputTransform;
import org.qusecnets.sweep.network.QuantizationOptions;
import org.qusecnets.sweep.resilience.GreyValues;
import org.qusecnets.sweep.resilience.ModelResilience;
import org.qusecnets.sweep.resilience.Noise;
import org.qusecnets.sweep.resilience.NoiseMeasurement;
import org.qusecnets.sweep.resilience.ResilienceCurve;
import org.qusecnets.sweep.resilience.ResilienceOptions;
import org.qusecnets.sweep.resilience.ResilienceReport;
import org.qusecnets.sweep.table.ResilienceRow;

/**
 * One noise analysis on a running Spark: trains the models that are not there yet, injects noise,
 * and publishes table, report and pictures together.
 */
final class ResilienceRun {
  private static final String REPORT = "report.txt";
  private static final String PICTURES = "pictures";
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
    List<ModelSpecification> attacked = grid.cells().stream().map(Cell::model).distinct().toList();
    SharedModels models = SharedModels.of(spark, datasets, results, out);
    models.train(attacked);
    Map<ModelSpecification, List<ResilienceCurve>> curves = measure(models, attacked, options);
    Path staged = results.stagedResilience(sweep);
    write(models, curves, staged);
    String report = report(curves, staged);
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

  private void write(
      SharedModels models, Map<ModelSpecification, List<ResilienceCurve>> curves, Path staged) {
    ResilienceTable table = new ResilienceTable(models.datasetHashes(), models.trained());
    List<ResilienceRow> rows = new ArrayList<>();
    curves.forEach((model, ofModel) -> rows.addAll(table.rows(model, ofModel)));
    Path path = staged.resolve("tables").resolve(ResilienceRow.SCHEMA.name());
    spark.described(
        "write the table of resilience",
        () -> {
          SparkTable.write(
              spark.session(),
              ResilienceRow.SCHEMA,
              rows,
              new org.apache.hadoop.fs.Path(path.toUri()).toString());
          return null;
        });
  }

  private String report(Map<ModelSpecification, List<ResilienceCurve>> curves, Path staged) {
    Map<DatasetOptions, List<ModelSpecification>> byDataset = new LinkedHashMap<>();
    curves
        .keySet()
        .forEach(
            model -> byDataset.computeIfAbsent(model.dataset(), d -> new ArrayList<>()).add(model));
    Optional<String> fontObstacle = Fonts.obstacle();
    fontObstacle.ifPresent(
        obstacle ->
            out.println(
                "note: no pictures, since Java cannot draw text here ("
                    + obstacle
                    + "); install fontconfig and a font such as DejaVu"));
    StringBuilder report = new StringBuilder();
    byDataset.forEach(
        (dataset, models) -> {
          GreyValues values = values(dataset);
          ResilienceReport text = new ResilienceReport(values, epsilons);
          Map<ModelSpecification, ModelResilience> found = new LinkedHashMap<>();
          models.forEach(model -> found.put(model, resilience(model, curves.get(model))));
          report.append(
              String.format(
                  Locale.ROOT,
                  "%s (%,d training, %,d test images), noise drawn %d times for each image%n%n",
                  dataset.name(),
                  dataset.trainImages(),
                  dataset.testImages(),
                  sweep.resilience().draws()));
          report.append(text.levels(List.copyOf(found.values()))).append('\n');
          found.forEach(
              (model, resilience) -> {
                report.append(text.model(resilience)).append('\n');
                if (fontObstacle.isEmpty()) {
                  draw(model, resilience, values, staged.resolve(PICTURES));
                }
              });
        });
    try {
      Files.writeString(staged.resolve(REPORT), report);
    } catch (IOException e) {
      throw new UserException("Cannot write the report to " + staged + ": " + e, e);
    }
    return report.toString();
  }

  private GreyValues values(DatasetOptions dataset) {
    ImageSet test = datasets.get(dataset.name()).test();
    return GreyValues.of(test, StratifiedSample.indices(test, dataset.testImages()));
  }

  private static ModelResilience resilience(
      ModelSpecification model, List<ResilienceCurve> curves) {
    QuantizationOptions quantization = model.recipe().input().quantization();
    Stream<String> front =
        Stream.concat(
            quantization == null ? Stream.of() : Stream.of("quantization"),
            model.recipe().input().transforms().map(InputTransform::type));
    String parameters =
        model.defense().parameters().isEmpty()
            ? ""
            : quantization == null
                ? " " + Fingerprint.canonical(model.defense().parameters())
                : " n=%d z=%s"
                    .formatted(quantization.levels(), Fingerprint.canonical(quantization.z()));
    return new ModelResilience(
        "%s%s, seed %d (model %s)"
            .formatted(model.defense().type(), parameters, model.seed(), model.id()),
        front.toList(),
        curves);
  }

  private void draw(
      ModelSpecification model, ModelResilience resilience, GreyValues values, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.write(
          folder.resolve(model.defense().type() + "-" + model.id() + ".png"),
          new ResiliencePicture(resilience, values, epsilons).png());
    } catch (IOException e) {
      throw new UserException("Cannot write a picture to " + folder + ": " + e, e);
    }
  }
}
