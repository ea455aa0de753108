package org.qusecnets.sweep.jobs.resilience;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.jobs.publication.SparkTable;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.resilience.GreyValues;
import org.qusecnets.sweep.resilience.ModelResilience;
import org.qusecnets.sweep.resilience.ResilienceCurve;
import org.qusecnets.sweep.resilience.ResilienceReport;
import org.qusecnets.sweep.table.ResilienceRow;

/** Writes what a noise analysis found: table, report, and a picture of each model. */
final class ResilienceFiles {
  private final Storage storage;
  private final String folder;
  private final Map<ModelSpecification, List<ResilienceCurve>> curves;
  private final Map<String, Dataset> datasets;
  private final List<Double> epsilons;
  private final Display display;

  /**
   * Files of a result folder.
   *
   * @param folder name of a folder in it
   * @param curves of each model, one for each kind of noise
   * @param epsilons for which to advise
   */
  ResilienceFiles(
      Storage storage,
      String folder,
      Map<ModelSpecification, List<ResilienceCurve>> curves,
      Map<String, Dataset> datasets,
      List<Double> epsilons,
      Display display) {
    this.storage = storage;
    this.folder = folder;
    this.curves = curves;
    this.datasets = datasets;
    this.epsilons = epsilons;
    this.display = display;
  }

  void writeTable(
      SparkLifecycle spark,
      Map<String, SortedMap<String, String>> datasetHashes,
      Map<String, TrainedModel> trained) {
    ResilienceTable table = new ResilienceTable(datasetHashes, trained);
    List<ResilienceRow> rows = new ArrayList<>();
    curves.forEach((model, ofModel) -> rows.addAll(table.rows(model, ofModel)));
    String path = folder + "/tables/" + ResilienceRow.SCHEMA.name();
    spark.described(
        "write the table of resilience",
        () -> {
          SparkTable.write(
              spark.session(), ResilienceRow.SCHEMA, rows, storage.path(path).toString());
          return null;
        });
  }

  /** Writes report and pictures, and returns the report. */
  String writeReport(int draws) {
    Map<DatasetOptions, List<ModelSpecification>> byDataset = new LinkedHashMap<>();
    curves
        .keySet()
        .forEach(
            model -> byDataset.computeIfAbsent(model.dataset(), d -> new ArrayList<>()).add(model));
    Optional<String> obstacle = Fonts.obstacle();
    obstacle.ifPresent(
        what ->
            display.say(
                "note: no pictures, since Java cannot draw text here ("
                    + what
                    + "); install fontconfig and a font such as DejaVu"));
    StringBuilder report = new StringBuilder();
    try {
      for (Map.Entry<DatasetOptions, List<ModelSpecification>> entry : byDataset.entrySet()) {
        GreyValues values = values(entry.getKey());
        report.append(report(entry.getKey(), entry.getValue(), values, draws));
        if (obstacle.isEmpty()) {
          draw(entry.getValue(), values);
        }
      }
      write("report.txt", report.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UserException("Cannot write to " + storage + ": " + e + "; check space", e);
    }
    return report.toString();
  }

  /** Writes a file of the folder. */
  void write(String name, byte[] content) throws IOException {
    storage.write(folder + "/" + name, content);
  }

  private GreyValues values(DatasetOptions dataset) {
    ImageSet test = datasets.get(dataset.name()).test();
    return GreyValues.of(test, StratifiedSample.indices(test, dataset.testImages()));
  }

  private String report(
      DatasetOptions dataset, List<ModelSpecification> models, GreyValues values, int draws) {
    List<ModelResilience> found = models.stream().map(this::resilience).toList();
    ResilienceReport report = new ResilienceReport(values, epsilons);
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s (%,d training, %,d test images), noise drawn %d times for each image\n\n",
                dataset.name(),
                dataset.trainImages(),
                dataset.testImages(),
                draws));
    text.append(report.levels(found)).append('\n');
    found.forEach(model -> text.append(report.model(model)).append('\n'));
    return text.toString();
  }

  private ModelResilience resilience(ModelSpecification model) {
    QuantizationOptions quantization = model.recipe().input().quantization();
    Stream<String> front =
        Stream.concat(
            quantization == null ? Stream.of() : Stream.of("quantization"),
            model.recipe().input().transforms().map(InputTransform::type));
    String name =
        "%s%s, seed %d (model %s)"
            .formatted(
                model.defense().type(), parameters(model, quantization), model.seed(), model.id());
    return new ModelResilience(name, front.toList(), curves.get(model));
  }

  private static String parameters(ModelSpecification model, QuantizationOptions quantization) {
    if (quantization != null) {
      return " n=%d z=%s".formatted(quantization.levels(), Fingerprint.canonical(quantization.z()));
    }
    Map<String, Object> parameters = model.defense().parameters();
    return parameters.isEmpty() ? "" : " " + Fingerprint.canonical(parameters);
  }

  private void draw(List<ModelSpecification> models, GreyValues values) throws IOException {
    for (ModelSpecification model : models) {
      write(
          "pictures/" + model.defense().type() + "-" + model.id() + ".png",
          new ResiliencePicture(resilience(model), values, epsilons).png());
    }
  }
}
