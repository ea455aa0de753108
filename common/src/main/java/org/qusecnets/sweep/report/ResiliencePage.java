package org.qusecnets.sweep.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.report.ResilienceResults.Sample;
import org.qusecnets.sweep.resilience.ConstantLevels;
import org.qusecnets.sweep.resilience.ModelResilience;
import org.qusecnets.sweep.resilience.Noise;
import org.qusecnets.sweep.resilience.ResilienceCurve;
import org.qusecnets.sweep.table.ResilienceRow;

/**
 * Makes the page that shows how much noise networks tolerate: accuracy over the strength of each
 * kind of noise with the Maximum Tolerable Noise, and what epsilon and that noise say of the number
 * of levels.
 */
public final class ResiliencePage {
  /** Numbers of levels that are shown: at least up to, and at most up to. */
  private static final int LEAST_SHOWN = 8;

  private static final int MOST_SHOWN = 40;

  private static final List<String> SCRIPTS = List.of("resilience.js");

  private static final List<String> COLUMNS =
      List.of(
          "model_id",
          "noise",
          "strength",
          "images",
          "draws",
          "accuracy",
          "accuracy_low",
          "accuracy_high",
          "fitted_accuracy",
          "rms_change",
          "tolerated_loss",
          "maximum_tolerable_noise",
          "maximum_tolerable_noise_low",
          "maximum_tolerable_noise_high",
          "tolerable_rms_change");

  private ResiliencePage() {}

  /** The page, as HTML in UTF-8. */
  public static String html(ResilienceResults results) {
    return Page.of(
        "Resilience of " + results.origin().name(),
        results.origin().publication(),
        SCRIPTS,
        json(results).toString());
  }

  static ObjectNode json(ResilienceResults results) {
    Map<String, Measured> models = models(results.samples());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode origin = new ObjectMapper().valueToTree(results.origin());
    json.set("origin", origin.put("models", count(results.samples())));
    ArrayNode samples = json.putArray("samples");
    results.samples().forEach(sample -> samples.add(sample.name()));
    List<ResilienceRow> rows =
        results.rows().stream().filter(row -> models.containsKey(row.modelId())).toList();
    json.set("measurements", TableJson.of(ResilienceRow.SCHEMA, rows, COLUMNS).node());
    json.set("models", models(models).node());
    json.set("noises", noises(models.values()).node());
    json.set("levels", levels(results).node());
    json.set("epsilons", epsilons(results.epsilons()).node());
    return json;
  }

  /** A model and the images that it was measured on. */
  private record Measured(Sample sample, ModelResilience model) {
    /** The smallest n that the noise allows, where there is anything to say about it. */
    Integer fewestLevels() {
      return model.takesAdvice() ? sample.values().fewestWithin(tolerableRmsChange()) : null;
    }

    double tolerableRmsChange() {
      return model.strictest().tolerable().rmsChange();
    }
  }

  private static long count(List<Sample> samples) {
    return samples.stream().mapToLong(sample -> sample.models().size()).sum();
  }

  /** Those that the page shows, by id. */
  private static Map<String, Measured> models(List<Sample> samples) {
    Map<String, Measured> models = new LinkedHashMap<>();
    for (Sample sample : samples) {
      sample
          .models()
          .forEach(
              (id, model) -> {
                if (models.size() < ResilienceResults.MAXIMUM_MODELS) {
                  models.put(id, new Measured(sample, model));
                }
              });
    }
    return models;
  }

  private static TableJson models(Map<String, Measured> models) {
    List<Measured> rows = List.copyOf(models.values());
    return new TableJson(rows.size())
        .add("model_id", List.copyOf(models.keySet()))
        .add("label", rows.stream().map(row -> row.model().name()).toList())
        .add("sample", rows.stream().map(row -> row.sample().name()).toList())
        .add("front", rows.stream().map(row -> String.join(", ", row.model().front())).toList())
        .add(
            "least_accuracy",
            rows.stream().map(row -> row.model().curves().get(0).leastAccuracy()).toList())
        .add("tolerable_rms_change", rows.stream().map(Measured::tolerableRmsChange).toList())
        .add("fewest_levels", rows.stream().map(Measured::fewestLevels).toList());
  }

  private static TableJson noises(Iterable<Measured> models) {
    List<Noise> noises = new ArrayList<>();
    for (Measured measured : models) {
      measured.model().curves().stream()
          .map(ResilienceCurve::noise)
          .filter(noise -> !noises.contains(noise))
          .forEach(noises::add);
    }
    return new TableJson(noises.size())
        .add("noise", noises.stream().map(Options::nameOf).toList())
        .add("meaning", noises.stream().map(Noise::meaning).toList());
  }

  private static TableJson levels(ResilienceResults results) {
    List<Integer> shown =
        IntStream.rangeClosed(ConstantLevels.FEWEST, mostShown(results.epsilons()))
            .boxed()
            .toList();
    List<Sample> samples =
        results.samples().stream().flatMap(sample -> shown.stream().map(n -> sample)).toList();
    List<Integer> levels = results.samples().stream().flatMap(sample -> shown.stream()).toList();
    return new TableJson(levels.size())
        .add("sample", samples.stream().map(Sample::name).toList())
        .add("levels", levels)
        .add("half_distance", levels.stream().map(ConstantLevels::halfDistance).toList())
        .add(
            "rms_error",
            IntStream.range(0, levels.size())
                .mapToObj(i -> samples.get(i).values().rmsError(levels.get(i)))
                .toList());
  }

  /** A few more than the advice for the smallest epsilon. */
  private static int mostShown(List<Double> epsilons) {
    return Math.min(
        MOST_SHOWN,
        epsilons.stream()
            .mapToInt(
                epsilon -> ConstantLevels.largestFor(epsilon).orElse(ConstantLevels.FEWEST) + 2)
            .reduce(LEAST_SHOWN, Math::max));
  }

  private static TableJson epsilons(List<Double> epsilons) {
    return new TableJson(epsilons.size())
        .add("epsilon", epsilons)
        .add(
            "most_levels",
            epsilons.stream().map(ConstantLevels::largestFor).map(ResiliencePage::orNull).toList());
  }

  private static Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
