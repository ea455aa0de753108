package org.qusecnets.sweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.report.ResilienceResults.Origin;
import org.qusecnets.sweep.report.ResilienceResults.Sample;
import org.qusecnets.sweep.resilience.GreyValues;
import org.qusecnets.sweep.resilience.ModelResilience;
import org.qusecnets.sweep.resilience.Noise;
import org.qusecnets.sweep.resilience.NoiseMeasurement;
import org.qusecnets.sweep.resilience.ResilienceCurve;
import org.qusecnets.sweep.table.ResilienceRow;

/** What is in the page of resilience, before anything is drawn. */
class ResiliencePageTest {
  private static final Origin ORIGIN =
      new Origin("sample", "publications/resilience-0001-ab", "1.2.3");

  /** Three black pixels and one white. */
  private static final GreyValues VALUES =
      GreyValues.of(
          new ImageSet(new ImageShape(1, 2, 2), 2, new byte[] {0, 0, 0, -1}, new byte[] {0}),
          new int[] {0});

  private static final ResilienceCurve CURVE =
      new ResilienceCurve(Noise.GAUSSIAN, List.of(measured(0, 10), measured(0.5, 6)), 0.2, 1);

  private static NoiseMeasurement measured(double strength, int correct) {
    return new NoiseMeasurement(
        strength, 1, IntStream.range(0, 10).map(i -> i < correct ? 1 : 0).toArray(), strength / 2);
  }

  private static ModelResilience model(String name, String... front) {
    return new ModelResilience(name, List.of(front), List.of(CURVE));
  }

  private static ResilienceResults results(
      List<ResilienceRow> rows, Map<String, ModelResilience> models, Double... epsilons) {
    return new ResilienceResults(
        ORIGIN, rows, List.of(new Sample("images", VALUES, models)), List.of(epsilons));
  }

  private static JsonNode json(ResilienceResults results) throws IOException {
    return new ObjectMapper().readTree(ResiliencePage.json(results).toString());
  }

  @Property
  void numbersAreThoseOfTheRows(@ForAll double accuracy, @ForAll double strength)
      throws IOException {
    ResilienceRow row =
        SampleRows.resilience(Map.of("modelId", "m", "accuracy", accuracy, "strength", strength));
    JsonNode columns =
        json(results(List.of(row), Map.of("m", model("none"))))
            .path("measurements")
            .path("columns");
    assertThat(columns.path("accuracy").path(0).doubleValue()).isEqualTo(accuracy);
    assertThat(columns.path("strength").path(0).doubleValue()).isEqualTo(strength);
    assertThat(columns.path("maximum_tolerable_noise").path(0).isNull()).isTrue();
  }

  @Test
  void modelsComeWithWhatTheyTolerate() throws IOException {
    Map<String, ModelResilience> models = new LinkedHashMap<>();
    models.put("m", model("none"));
    models.put("q", model("cq", "jpeg", "quantization"));
    JsonNode json = json(results(List.of(), models));
    JsonNode found = json.path("models");
    assertThat(ReportTest.text(found, "label", 1)).isEqualTo("cq");
    assertThat(ReportTest.text(found, "front", 1)).isEqualTo("jpeg, quantization");
    JsonNode columns = found.path("columns");
    assertThat(columns.path("least_accuracy").path(0).doubleValue()).isEqualTo(0.8);
    assertThat(columns.path("tolerable_rms_change").path(0).doubleValue())
        .isEqualTo(CURVE.tolerable().rmsChange());
    assertThat(columns.path("fewest_levels").path(0).intValue()).isEqualTo(2);
    assertThat(columns.path("fewest_levels").path(1).isNull()).isTrue();
    assertThat(ReportTest.text(json.path("noises"), "noise", 0)).isEqualTo("gaussian");
    assertThat(ReportTest.text(json.path("noises"), "meaning", 0))
        .isEqualTo("of standard deviation s");
  }

  @Test
  void levelsGoAFewBeyondTheAdviceAndEpsilonsBoundThem() throws IOException {
    JsonNode json = json(results(List.of(), Map.of("m", model("none")), 0.04, 0.3));
    JsonNode levels = json.path("levels").path("columns");
    assertThat(levels.path("levels")).hasSize(13);
    assertThat(levels.path("levels").path(0).intValue()).isEqualTo(2);
    assertThat(levels.path("levels").path(12).intValue()).isEqualTo(14);
    assertThat(levels.path("half_distance").path(0).doubleValue()).isEqualTo(0.25);
    assertThat(levels.path("rms_error").path(0).doubleValue()).isEqualTo(VALUES.rmsError(2));
    JsonNode most = json.path("epsilons").path("columns").path("most_levels");
    assertThat(most.path(0).intValue()).isEqualTo(12);
    assertThat(most.path(1).isNull()).isTrue();
  }

  @Test
  void nothingInTheResultsCanEndAnElementOrBeginOne() throws IOException {
    String name = "</script><script>alert(1)</script><!--\"&'";
    ResilienceRow row = SampleRows.resilience(Map.of("modelId", name));
    String page = ResiliencePage.html(results(List.of(row), Map.of(name, model(name, name))));
    assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<script>alert");
    assertThat(ReportTest.text(ReportTest.data(page).path("models"), "label", 0)).isEqualTo(name);
  }

  @Test
  void thePageHoldsTheLibraryAndNamesItsPublicationAndNoAddressToFetch() {
    assertThat(ResiliencePage.html(results(List.of(), Map.of())))
        .contains("<title>Resilience of sample</title>")
        .contains("content=\"publications/resilience-0001-ab\"")
        .contains("Apache Software Foundation")
        .contains("echarts", "default-src 'none'")
        .doesNotContain("<script src", "@import", "url(http");
  }

  @Test
  void ofVeryManyModelsTheFirstAreShownAndAllAreCounted() throws IOException {
    Map<String, ModelResilience> models = new LinkedHashMap<>();
    for (int i = 0; i <= ResilienceResults.MAXIMUM_MODELS; i++) {
      models.put("m" + i, model("none"));
    }
    List<ResilienceRow> rows =
        List.of(
            SampleRows.resilience(Map.of("modelId", "m0")),
            SampleRows.resilience(Map.of("modelId", "m" + ResilienceResults.MAXIMUM_MODELS)));
    JsonNode json = json(results(rows, models));
    assertThat(json.path("origin").path("models").intValue()).isEqualTo(2001);
    assertThat(json.path("models").path("rows").intValue()).isEqualTo(2000);
    assertThat(json.path("measurements").path("rows").intValue()).isEqualTo(1);
  }
}
