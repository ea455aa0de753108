package org.qusecnets.sweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;

/** What defenses and settings are called. */
class LabelsTest {
  private static ModelRow quantized(String id, long seed, String parameters, String recipe) {
    return SampleRows.model(
        Map.of(
            "modelId", id,
            "seed", seed,
            "defense", "tq",
            "levels", 2,
            "z", 5.0,
            "defenseParameters", parameters,
            "recipe", recipe));
  }

  private static String training(String members) {
    return "{\"training\":{" + members + "}}";
  }

  private static List<String> labels(List<ModelRow> models) {
    Map<String, DefenseLabel> labels = DefenseLabels.of(List.of(), models);
    return models.stream().map(model -> labels.get(model.modelId()).text()).toList();
  }

  @Test
  void oneDefenseIsCalledTheSameWhateverItsSeed() {
    assertThat(
            labels(
                List.of(
                    quantized("a", 1, "{\"levels\":2,\"z\":5}", "{}"),
                    quantized("b", 2, "{\"levels\":2,\"z\":5}", "{}"))))
        .containsExactly("tq n=2 z=5", "tq n=2 z=5");
  }

  @Test
  void parametersThatDifferTellDefensesApart() {
    assertThat(
            labels(
                List.of(
                    quantized("a", 1, "{\"loss\":\"mse\",\"sharing\":\"shared\"}", "{}"),
                    quantized("b", 1, "{\"loss\":\"as-training\",\"sharing\":\"shared\"}", "{}"))))
        .containsExactly("tq n=2 z=5 loss=mse", "tq n=2 z=5 loss=as-training");
  }

  @Test
  void trainingTellsDefensesApartThatAreTheSameOtherwise() {
    assertThat(
            labels(
                List.of(
                    quantized("a", 1, "{}", training("\"label-smoothing\":0.1,\"epochs\":6")),
                    quantized("b", 1, "{}", training("\"label-smoothing\":0,\"epochs\":6")))))
        .containsExactly("tq n=2 z=5 label-smoothing=0.1", "tq n=2 z=5 label-smoothing=0");
  }

  @Test
  void trainingIsToldBesideParametersOfTheSameName() {
    assertThat(
            labels(
                List.of(
                    quantized("a", 1, "{\"loss\":\"as-training\"}", training("\"loss\":\"ce\"")),
                    quantized(
                        "b", 1, "{\"loss\":\"as-training\"}", training("\"loss\":\"ce\",\"x\":1")),
                    quantized("c", 1, "{\"loss\":\"as-training\"}", training("\"loss\":\"mse\"")))))
        .endsWith("tq n=2 z=5 training.loss=mse");
  }

  @Test
  void networksTellDefensesApartAndThoseThatWereNotTrainedToo() {
    ModelRow trained =
        SampleRows.model(
            Map.of(
                "modelId", "a",
                "network", "wide",
                "recipe", "{\"network\":{\"architecture\":\"wide\",\"layers\":[\"relu\"]}}"));
    CellRow failed = SampleRows.cell(Map.of("modelId", "b", "network", "narrow"));

    Map<String, DefenseLabel> labels = DefenseLabels.of(List.of(failed), List.of(trained));

    assertThat(labels.get("a").text()).isEqualTo("none network=wide");
    assertThat(labels.get("b").text()).isEqualTo("none network=narrow");
  }

  @Test
  void whatIsUsualGoesWithoutSaying() {
    assertThat(
            labels(
                List.of(
                    quantized("a", 1, "{\"sharing\":\"each\"}", training("\"smoothing\":0.1")),
                    quantized("b", 1, "{\"sharing\":\"shared\"}", training("\"smoothing\":0.1")),
                    quantized("c", 1, "{\"sharing\":\"each\"}", training("\"smoothing\":0")))))
        .containsExactly("tq n=2 z=5", "tq n=2 z=5 sharing=shared", "tq n=2 z=5 smoothing=0");
  }

  @Test
  void whatIsUnusualIsSaidEvenIfNoDefenseAlikeDiffers() {
    assertThat(
            labels(
                List.of(
                    quantized("a", 1, "{}", training("\"smoothing\":0.1")),
                    quantized("b", 1, "{}", training("\"smoothing\":0.1,\"x\":1")),
                    SampleRows.model(
                        Map.of(
                            "modelId", "c",
                            "defense", "none",
                            "defenseParameters", "{}",
                            "recipe", training("\"smoothing\":0"))))))
        .last()
        .isEqualTo("none smoothing=0");
  }

  @Test
  void noTwoDefensesOfOneDataSetAreCalledTheSame() {
    assertThat(
            labels(
                List.of(
                    quantized("a", 1, "{}", "{}"),
                    quantized("b", 1, "{\"gain\":2}", "{}"),
                    quantized("c", 1, "{\"noise\":2}", "{}"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void cellsOfModelsWhoseTrainingFailedAreCalledAsThoseOfOtherSeeds() {
    ModelRow trained = quantized("a", 1, "{}", training("\"epochs\":6"));
    CellRow failed =
        SampleRows.cell(
            Map.of("modelId", "b", "defense", "tq", "levels", 2, "z", 5.0, "status", "failed"));
    // SampleRows names every dataset alike.
    Map<String, DefenseLabel> labels = DefenseLabels.of(List.of(failed), List.of(trained));
    assertThat(labels.get("b").text()).isEqualTo("tq n=2 z=5");
    assertThat(labels.get("a").text()).isEqualTo("tq n=2 z=5");
  }

  private static CellRow attack(Map<String, Object> values) {
    Map<String, Object> all = new java.util.HashMap<>(values);
    all.putIfAbsent("dataset", "digits");
    all.putIfAbsent("trainImages", 1000);
    all.putIfAbsent("images", 50L);
    return SampleRows.cell(all);
  }

  private static List<String> settings(CellRow... cells) {
    List<CellRow> rows = List.of(cells);
    return SettingLabels.of(rows, DefenseLabels.of(rows, List.of())).stream()
        .map(SettingLabel::text)
        .toList();
  }

  @Test
  void settingsNameDataThreatAndAttack() {
    assertThat(settings(attack(Map.of("attackParameters", "{\"iterations\":2}"))))
        .containsExactly("digits (1,000 training, 50 test images), white-box fgsm");
  }

  @Test
  void parametersNormAndGradientTellSettingsApart() {
    assertThat(
            settings(
                attack(Map.of("attackParameters", "{\"iterations\":2}", "epsilon", 0.1)),
                attack(Map.of("attackParameters", "{\"iterations\":2}", "epsilon", 0.2)),
                attack(Map.of("attackParameters", "{\"iterations\":9}")),
                attack(Map.of("attackParameters", "{\"iterations\":9}", "norm", "l2")),
                attack(
                    Map.of(
                        "attackParameters", "{\"iterations\":9}", "gradient", "straight-through"))))
        .map(text -> text.replace("digits (1,000 training, 50 test images), ", ""))
        .containsExactly(
            "white-box fgsm iterations=2 norm=linf",
            "white-box fgsm iterations=2 norm=linf",
            "white-box fgsm iterations=9 norm=linf",
            "white-box fgsm iterations=9 norm=l2",
            "white-box (straight-through) fgsm iterations=9 norm=linf");
  }

  @Test
  void transfersNameTheModelThatTheyAreMadeOn() {
    assertThat(
            settings(
                attack(Map.of("modelId", "a", "sourceModelId", "a")),
                attack(
                    Map.of(
                        "modelId", "b",
                        "defense", "bit-depth",
                        "sourceModelId", "a",
                        "threatModel", "transfer"))))
        .last()
        .isEqualTo("digits (1,000 training, 50 test images), transfer from none fgsm");
  }

  @Test
  void whatFollowsFromTheThreatModelIsNotSaid() {
    assertThat(
            settings(
                attack(Map.of("attackParameters", "{\"iterations\":2}", "labels", "true-label")),
                attack(
                    Map.of(
                        "attackParameters", "{\"reuse-successes\":\"never\",\"iterations\":2}",
                        "labels", "predicted-label",
                        "threatModel", "black-box"))))
        .map(text -> text.replace("digits (1,000 training, 50 test images), ", ""))
        .containsExactly("white-box fgsm", "black-box fgsm");
  }

  @Test
  void whatUsuallyFollowsIsSaidWhereItAloneTellsSettingsApart() {
    assertThat(
            settings(
                attack(Map.of("attackParameters", "{\"iterations\":2}", "labels", "true-label")),
                attack(
                    Map.of("attackParameters", "{\"iterations\":2}", "labels", "predicted-label"))))
        .map(text -> text.replace("digits (1,000 training, 50 test images), ", ""))
        .containsExactly(
            "white-box fgsm labels=true-label", "white-box fgsm labels=predicted-label");
  }
}
