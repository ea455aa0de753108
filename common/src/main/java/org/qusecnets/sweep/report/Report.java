package org.qusecnets.sweep.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qusecnets.sweep.grid.Json;
import org.qusecnets.sweep.grid.ParameterText;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.ImageColumns;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.WorstCaseRow;

/** Makes the page that shows a sweep's tables. */
public final class Report {
  /** So many thresholds the page holds at most, about 2 MB of text. */
  private static final int MOST_THRESHOLDS = 200_000;

  /** So many classes of a dataset the page names beside its shape. */
  private static final int NAMED_CLASSES = 20;

  /** Thresholds that moved less were not learned. */
  private static final double STILL = 1e-6;

  private static final List<String> SCRIPTS =
      List.of(
          "measures.js",
          "worst-case.js",
          "certificates.js",
          "image-curves.js",
          "overview.js",
          "accuracy.js",
          "comparison.js",
          "pictures.js",
          "thresholds.js",
          "costs.js",
          "report.js");

  private static final List<String> CELL_COLUMNS =
      List.of(
          "cell_id",
          "model_id",
          "dataset",
          "defense",
          "levels",
          "z",
          "norm",
          "epsilon",
          "seed",
          "status",
          "images",
          "clean_accuracy",
          "clean_accuracy_low",
          "clean_accuracy_high",
          "adversarial_accuracy",
          "adversarial_accuracy_low",
          "adversarial_accuracy_high",
          "rounded_accuracy",
          "rounded_accuracy_low",
          "rounded_accuracy_high",
          "success_rate",
          "success_rate_low",
          "success_rate_high",
          "false_positive_rate",
          "false_positive_rate_low",
          "false_positive_rate_high",
          "detection_rate",
          "detection_rate_low",
          "detection_rate_high",
          "defended_accuracy",
          "defended_accuracy_low",
          "defended_accuracy_high",
          "mean_changed_values",
          "mean_l0",
          "mean_l1",
          "mean_l2",
          "mean_linf",
          "mean_success_changed_values",
          "mean_success_l0",
          "mean_success_l1",
          "mean_success_l2",
          "mean_success_linf",
          "mean_gradients",
          "mean_inferences",
          "mean_success_queries",
          "adaptation",
          "mean_gradient_zero_share",
          "attack_seconds");

  private static final List<String> WORST_CASE_COLUMNS =
      List.of(
          "model_id",
          "seed",
          "norm",
          "epsilon",
          "threat_model",
          "attacks",
          "incomplete_cells",
          "clean_accuracy",
          "clean_accuracy_low",
          "clean_accuracy_high",
          "worst_case_accuracy",
          "worst_case_accuracy_low",
          "worst_case_accuracy_high",
          "rounded_worst_case_accuracy",
          "rounded_worst_case_accuracy_low",
          "rounded_worst_case_accuracy_high",
          "defended_worst_case_accuracy",
          "defended_worst_case_accuracy_low",
          "defended_worst_case_accuracy_high",
          "strongest_attack",
          "strongest_cell_id",
          "strongest_accuracy",
          "only_strongest_share",
          "only_without_gradients_share",
          "median_distance",
          "certificates",
          "certified_accuracy",
          "certified_accuracy_low",
          "certified_accuracy_high",
          "unknown_share");

  private static final List<String> CERTIFIED_COLUMNS =
      List.of(
          "model_id",
          "certifies",
          "norm",
          "epsilon",
          "seed",
          "status",
          "failure",
          "images",
          "certified_accuracy",
          "certified_accuracy_low",
          "certified_accuracy_high",
          "broken_share",
          "misclassified_share",
          "unknown_share",
          "contradicted",
          "mean_undecided_values",
          "mean_unstable_rectifiers",
          "seconds");

  private static final List<String> FAILED_COLUMNS =
      List.of("cell_id", "model_id", "defense", "epsilon", "seed", "status", "failure");

  private static final List<String> MODEL_COLUMNS =
      List.of(
          "model_id",
          "dataset",
          "dataset_sha256",
          "train_images",
          "seed",
          "weight_seed",
          "shuffle_seed",
          "parameters",
          "target_model_id",
          "queries",
          "agreement",
          "agreement_low",
          "agreement_high",
          "clean_accuracy",
          "clean_accuracy_low",
          "clean_accuracy_high",
          "levels",
          "thresholds_per_cell",
          "file",
          "sha256",
          "version",
          "libraries",
          "native_build",
          "threads",
          "jvm",
          "machine",
          "epoch_seconds");

  private Report() {}

  /** The page, as HTML in UTF-8. */
  public static String html(ReportTables tables) {
    return Page.of(
        "Sweep " + tables.origin().name(),
        tables.origin().publication(),
        SCRIPTS,
        json(tables).toString());
  }

  static ObjectNode json(ReportTables tables) {
    Map<String, DefenseLabel> defenses = DefenseLabels.of(tables.cells(), tables.models());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("origin", new ObjectMapper().valueToTree(tables.origin()));
    json.set("cells", cells(tables.cells(), CELL_COLUMNS, defenses).node());
    json.set("worst_case", worstCase(tables.worstCase(), defenses).node());
    json.set("certified", certified(tables.certified(), defenses).node());
    json.set("failed", failed(tables, defenses).node());
    json.set("models", models(tables.models(), defenses).node());
    json.set("datasets", datasets(tables.datasets()).node());
    json.set("examples", PictureBook.json(tables.examples(), imagesOfCells(tables)));
    json.set("curves", curves(tables, defenses).node());
    json.set("claims", claims(tables.claims()).node());
    return json;
  }

  private static TableJson datasets(Map<String, ImageColumns> datasets) {
    List<ImageColumns> images = List.copyOf(datasets.values());
    return new TableJson(images.size())
        .add("dataset", List.copyOf(datasets.keySet()))
        .add("channels", images.stream().map(ImageColumns::channels).toList())
        .add("height", images.stream().map(ImageColumns::height).toList())
        .add("width", images.stream().map(ImageColumns::width).toList())
        .add("classes", images.stream().map(of -> of.classNames().length).toList())
        .add("names", images.stream().map(Report::firstNames).toList());
  }

  private static String firstNames(ImageColumns images) {
    String names =
        Arrays.stream(images.classNames()).limit(NAMED_CLASSES).collect(Collectors.joining(", "));
    return images.classNames().length > NAMED_CLASSES ? names + ", ..." : names;
  }

  private static Map<String, ImageColumns> imagesOfCells(ReportTables tables) {
    Map<String, ImageColumns> images = new HashMap<>();
    for (CellRow cell : tables.cells()) {
      ImageColumns known = tables.datasets().get(cell.dataset());
      if (known != null) {
        images.put(cell.cellId(), known);
      }
    }
    return images;
  }

  private static TableJson cells(
      List<CellRow> cells, List<String> columns, Map<String, DefenseLabel> defenses) {
    List<SettingLabel> settings = SettingLabels.of(cells, defenses);
    List<DefenseLabel> labels = cells.stream().map(cell -> defenses.get(cell.modelId())).toList();
    return TableJson.of(CellRow.SCHEMA, cells, columns)
        .add("label", labels.stream().map(DefenseLabel::text).toList())
        .add("variant", labels.stream().map(DefenseLabel::variant).toList())
        .add("data_label", settings.stream().map(SettingLabel::data).toList())
        .add("attack_label", settings.stream().map(SettingLabel::attack).toList())
        .add("threat_label", settings.stream().map(SettingLabel::threat).toList())
        .add("setting", settings.stream().map(SettingLabel::text).toList());
  }

  private static TableJson worstCase(List<WorstCaseRow> rows, Map<String, DefenseLabel> defenses) {
    return TableJson.of(WorstCaseRow.SCHEMA, rows, WORST_CASE_COLUMNS)
        .add("label", rows.stream().map(row -> nameOf(row.modelId(), defenses)).toList())
        .add(
            "data_label",
            rows.stream()
                .map(row -> SettingLabels.data(row.dataset(), row.trainImages(), row.images()))
                .toList());
  }

  private static TableJson certified(List<CertifiedRow> rows, Map<String, DefenseLabel> defenses) {
    return TableJson.of(CertifiedRow.SCHEMA, rows, CERTIFIED_COLUMNS)
        .add("label", rows.stream().map(row -> nameOf(row.modelId(), defenses)).toList())
        .add(
            "method",
            rows.stream()
                .map(
                    row ->
                        ParameterText.of(row.certificate(), Json.read(row.certificateParameters())))
                .toList())
        .add(
            "data_label",
            rows.stream()
                .map(row -> SettingLabels.data(row.dataset(), row.trainImages(), row.images()))
                .toList());
  }

  private static TableJson curves(ReportTables tables, Map<String, DefenseLabel> defenses) {
    List<SettingLabel> settings = SettingLabels.of(tables.cells(), defenses);
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < tables.cells().size(); i++) {
      places.put(tables.cells().get(i).cellId(), i);
    }
    List<ImageCurve> curves = tables.curves();
    List<CellRow> cells =
        curves.stream().map(curve -> tables.cells().get(places.get(curve.cellId()))).toList();
    List<SettingLabel> own =
        curves.stream().map(curve -> settings.get(places.get(curve.cellId()))).toList();
    return TableJson.of(CellRow.SCHEMA, cells, List.of("norm", "epsilon"))
        .add("kind", curves.stream().map(curve -> Options.nameOf(curve.kind())).toList())
        .add("label", cells.stream().map(cell -> nameOf(cell.modelId(), defenses)).toList())
        .add("data_label", own.stream().map(SettingLabel::data).toList())
        .add("setting", own.stream().map(SettingLabel::text).toList())
        .add("attack", own.stream().map(s -> s.threat() + " " + s.attack()).toList())
        .add("seeds", curves.stream().map(ImageCurve::seeds).toList())
        .add("images", curves.stream().map(ImageCurve::images).toList())
        .add("wrong", curves.stream().map(ImageCurve::wrong).toList())
        .add("broken", curves.stream().map(ImageCurve::broken).toList())
        .add("median", curves.stream().map(ImageCurve::median).toList())
        .add("values", curves.stream().map(curve -> rounded(curve.values())).toList())
        .add("first", curves.stream().map(curve -> rounded(curve.first())).toList());
  }

  /** Four digits each, which is what a page shows; NaN where there is nothing finite. */
  private static double[] rounded(float[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] =
          Float.isFinite(values[i])
              ? new BigDecimal(values[i]).round(new MathContext(4)).doubleValue()
              : Double.NaN;
    }
    return rounded;
  }

  private static TableJson failed(ReportTables tables, Map<String, DefenseLabel> defenses) {
    Map<String, DefenseLabel> known = new HashMap<>(defenses);
    // Beside all others, so that what tells it from them is said.
    List<CellRow> all = Stream.concat(tables.cells().stream(), tables.failed().stream()).toList();
    DefenseLabels.of(all, tables.models()).forEach(known::putIfAbsent);
    return cells(tables.failed(), FAILED_COLUMNS, known);
  }

  private static TableJson models(List<ModelRow> models, Map<String, DefenseLabel> defenses) {
    List<String> labels = new ArrayList<>();
    List<float[]> thresholds = new ArrayList<>();
    List<Boolean> learned = new ArrayList<>();
    int room = MOST_THRESHOLDS;
    for (ModelRow model : models) {
      labels.add(
          model.substitute() == null
              ? defenses.get(model.modelId()).text()
              : "substitute of " + nameOf(model.substitute().targetModelId(), defenses));
      boolean moved = moved(model);
      boolean fits = moved && model.thresholds().length <= room;
      learned.add(moved);
      thresholds.add(fits ? model.thresholds() : null);
      room -= fits ? model.thresholds().length : 0;
    }
    return TableJson.of(ModelRow.SCHEMA, models, MODEL_COLUMNS)
        .add("label", labels)
        .add("learned", learned)
        .add("thresholds", thresholds);
  }

  private static String nameOf(String model, Map<String, DefenseLabel> defenses) {
    DefenseLabel label = defenses.get(model);
    return label == null ? model : label.text();
  }

  /** Whether thresholds are elsewhere than at k / n, where they begin. */
  private static boolean moved(ModelRow model) {
    if (model.thresholds() == null || model.defense().levels() == null) {
      return false;
    }
    int cells = model.thresholds().length / model.thresholdsPerCell();
    for (int i = 0; i < model.thresholds().length; i++) {
      int number = i / cells + 1;
      double start = (double) number / model.defense().levels();
      if (Math.abs(model.thresholds()[i] - start) > STILL) {
        return true;
      }
    }
    return false;
  }

  private static TableJson claims(List<Map<String, Object>> claims) {
    TableJson json = new TableJson(claims.size());
    if (!claims.isEmpty()) {
      for (String column : claims.get(0).keySet()) {
        json.add(column, claims.stream().map(claim -> claim.get(column)).toList());
      }
    }
    return json;
  }
}
