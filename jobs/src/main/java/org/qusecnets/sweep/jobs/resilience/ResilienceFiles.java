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
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.jobs.store.ParquetTable;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.report.NetworkLabels;
import org.qusecnets.sweep.report.ResiliencePage;
import org.qusecnets.sweep.report.ResilienceResults;
import org.qusecnets.sweep.resilience.GreyValues;
import org.qusecnets.sweep.resilience.ModelResilience;
import org.qusecnets.sweep.resilience.ResilienceCurve;
import org.qusecnets.sweep.resilience.ResilienceReport;
import org.qusecnets.sweep.table.ResilienceRow;

/** Writes what a noise analysis found: table, report, and the page with its curves. */
public final class ResilienceFiles {
  static final String TEXT = "report.txt";
  public static final String PAGE = "report.html";

  private final Storage storage;
  private final String folder;
  private final Map<ModelSpecification, List<ResilienceCurve>> curves;
  private final Map<String, Dataset> datasets;
  private final List<Double> epsilons;
  private final NetworkLabels networks;

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
      List<Double> epsilons) {
    this.storage = storage;
    this.folder = folder;
    this.curves = curves;
    this.datasets = datasets;
    this.epsilons = epsilons;
    networks = NetworkLabels.of(curves.keySet().stream().map(ModelSpecification::network).toList());
  }

  /** Writes the table and returns its rows. */
  List<ResilienceRow> writeTable(
      Map<String, SortedMap<String, String>> datasetHashes, Map<String, TrainedModel> trained)
      throws IOException {
    ResilienceTable table = new ResilienceTable(datasetHashes, trained);
    List<ResilienceRow> rows = new ArrayList<>();
    curves.forEach((model, ofModel) -> rows.addAll(table.rows(model, ofModel)));
    new ParquetTable(storage, folder + "/tables/" + ResilienceRow.SCHEMA.name())
        .write(ResilienceRow.SCHEMA, rows);
    return rows;
  }

  /**
   * Writes the report as text and as a page, and returns the text.
   *
   * @param name of the sweep
   * @param draws how often each image got noise
   * @param rows of the table
   */
  String writeReport(String name, int draws, List<ResilienceRow> rows) {
    Map<DatasetOptions, Map<String, ModelResilience>> byDataset = new LinkedHashMap<>();
    curves
        .keySet()
        .forEach(
            model ->
                byDataset
                    .computeIfAbsent(model.dataset(), dataset -> new LinkedHashMap<>())
                    .put(model.id(), resilience(model)));
    List<ResilienceResults.Sample> samples = new ArrayList<>();
    StringBuilder report = new StringBuilder();
    byDataset.forEach(
        (dataset, models) -> {
          ResilienceResults.Sample sample =
              new ResilienceResults.Sample(title(dataset), values(dataset), models);
          samples.add(sample);
          report.append(report(sample, draws));
        });
    ResilienceResults.Origin origin =
        new ResilienceResults.Origin(name, folder, EngineProvenance.programVersion());
    String page = ResiliencePage.html(new ResilienceResults(origin, rows, samples, epsilons));
    try {
      write(TEXT, report.toString().getBytes(StandardCharsets.UTF_8));
      write(PAGE, page.getBytes(StandardCharsets.UTF_8));
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

  private static String title(DatasetOptions dataset) {
    return String.format(
        Locale.ROOT,
        "%s (%,d training, %,d test images)",
        dataset.name(),
        dataset.trainImages(),
        dataset.testImages());
  }

  private String report(ResilienceResults.Sample sample, int draws) {
    List<ModelResilience> models = List.copyOf(sample.models().values());
    ResilienceReport report = new ResilienceReport(sample.values(), epsilons);
    StringBuilder text = new StringBuilder(sample.name());
    text.append(", noise drawn ").append(draws).append(" times for each image\n\n");
    text.append(report.levels(models)).append('\n');
    models.forEach(model -> text.append(report.model(model)).append('\n'));
    return text.toString();
  }

  private ModelResilience resilience(ModelSpecification model) {
    Optional<QuantizationOptions> quantization = model.recipe().quantizationLayer();
    List<String> front = model.recipe().input().stages().stream().map(InputStage::type).toList();
    String name =
        "%s%s%s, seed %d (model %s)"
            .formatted(
                model.defense().type(),
                parameters(model, quantization),
                networks.text(model.network()),
                model.seed(),
                model.id());
    return new ModelResilience(name, front, curves.get(model));
  }

  private static String parameters(
      ModelSpecification model, Optional<QuantizationOptions> quantization) {
    return quantization
        .map(layer -> " n=%d z=%s".formatted(layer.levels(), Fingerprint.canonical(layer.z())))
        .orElseGet(() -> parameters(model.defense().parameters()));
  }

  private static String parameters(Map<String, Object> parameters) {
    return parameters.isEmpty() ? "" : " " + Fingerprint.canonical(parameters);
  }
}
