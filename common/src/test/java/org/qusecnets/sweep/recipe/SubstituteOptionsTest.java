package org.qusecnets.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.OptionDescription;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.NetworkOptions.Initialization;
import org.qusecnets.sweep.recipe.SubstituteOptions.Directions;
import org.qusecnets.sweep.recipe.SubstituteOptions.HoldOutLabels;
import org.qusecnets.sweep.recipe.SubstituteOptions.NetworkOf;
import org.qusecnets.sweep.recipe.SubstituteOptions.Saliency;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class SubstituteOptionsTest {
  @Test
  void defaultsAreCleverhans() {
    SubstituteOptions options = SubstituteOptions.DECLARATION.read(Options.of(Map.of()));

    assertThat(options).isEqualTo(SubstituteOptions.defaults());
    assertThat(options.parameters())
        .containsExactly(
            Map.entry("architecture", "mlp-200-200"),
            Map.entry("batch-size", 128),
            Map.entry("directions", "cleverhans-2"),
            Map.entry("epochs", 10),
            Map.entry("hold-out", 150),
            Map.entry("hold-out-labels", "queried"),
            Map.entry("initialization", "cleverhans-v3"),
            Map.entry("iterations", 6),
            Map.entry("label-smoothing", 0.0),
            Map.entry("lambda", 0.1),
            Map.entry("learning-rate", 1e-3),
            Map.entry("loss", "cross-entropy"),
            Map.entry("saliency", "probabilities"));
  }

  @Test
  void readsEveryKeyThatItNames() {
    Options options =
        Options.of(
            Map.ofEntries(
                Map.entry("architecture", "paper-cnn"),
                Map.entry("batch-size", 20),
                Map.entry("loss", "mean-squared-error"),
                Map.entry("directions", "cleverhans-3-1"),
                Map.entry("epochs", 3),
                Map.entry("hold-out", 7),
                Map.entry("hold-out-labels", "true-label"),
                Map.entry("initialization", "he"),
                Map.entry("label-smoothing", 0.2),
                Map.entry("lambda", 1),
                Map.entry("learning-rate", 0.01),
                Map.entry("iterations", 12),
                Map.entry("saliency", "logits")));
    SubstituteOptions read = SubstituteOptions.DECLARATION.read(options);

    assertThat(read)
        .isEqualTo(
            new SubstituteOptions(
                NetworkOf.OWN,
                new NetworkOptions(Architectures.PAPER_CNN, Initialization.HE),
                7,
                12,
                1,
                Directions.CLEVERHANS_3_1,
                Saliency.LOGITS,
                HoldOutLabels.TRUE_LABEL,
                new TrainingOptions(3, 20, 0.01, 0.2, Loss.MEAN_SQUARED_ERROR)));
    assertThat(options.known())
        .containsAll(read.parameters().keySet())
        .hasSize(read.parameters().size() + 5)
        .contains("network", "optimizer", "schedule", "warm-up", "clip-norm");
    assertThat(SubstituteOptions.DECLARATION.read(Options.of(read.parameters()))).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hold-out | 0 | hold-out must be at least 1, was 0",
        "iterations | 0 | iterations must be from 1 to 12, was 0",
        "iterations | 13 | iterations must be from 1 to 12, was 13",
        "lambda | 0 | lambda must be above 0 and at most 1, was 0.0",
        "lambda | 1.1 | lambda must be above 0 and at most 1, was 1.1",
        "epochs | 0 | epochs must be at least 1, was 0",
        "network | mine | network must be one of own, target, was \"mine\"",
        "directions | up | directions must be one of cleverhans-2, cleverhans-3-1, plus, was"
            + " \"up\"",
        "saliency | x | saliency must be one of probabilities, logits, was \"x\"",
        "hold-out-labels | false | hold-out-labels must be one of queried, true-label, was \"false\""
      })
  void refusesWrongValues(String key, String value, String message) {
    assertThatThrownBy(() -> SubstituteOptions.DECLARATION.read(Options.of(Map.of(key, value))))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessage(message);
  }

  @Test
  void trainingsHaveTheOptimizersOfAllButSeeThePointsAsTheyAre() {
    Map<String, Object> options = Map.of("optimizer", "sgd", "schedule", "cosine", "clip-norm", 1);
    SubstituteOptions read = SubstituteOptions.DECLARATION.read(Options.of(options));

    assertThat(read.parameters()).containsEntry("optimizer", "sgd").containsEntry("momentum", 0.9);
    assertThat(read.training().steps())
        .isEqualTo(TrainingOptions.DECLARATION.read(Options.of(options)).steps());
    assertThat(SubstituteOptions.DECLARATION.read(Options.of(read.parameters()))).isEqualTo(read);
    assertThat(SubstituteOptions.DECLARATION.options())
        .extracting(OptionDescription::key)
        .doesNotContain("flip", "shift", "patience", "least-gain", "parallelism");
  }

  @Test
  void refusesALambdaThatIsNoNumber() {
    SubstituteOptions defaults = SubstituteOptions.defaults();
    assertThatThrownBy(
            () ->
                new SubstituteOptions(
                    NetworkOf.OWN,
                    defaults.network(),
                    1,
                    1,
                    Double.NaN,
                    Directions.PLUS,
                    Saliency.LOGITS,
                    HoldOutLabels.TRUE_LABEL,
                    defaults.training()))
        .hasMessage("lambda must be above 0 and at most 1, was NaN");
  }

  @Test
  void hasTheNetworkOfItsTargetWhereThatIsAskedFor() {
    NetworkOptions target = new NetworkOptions(Architectures.PAPER_CNN, Initialization.HE);
    SubstituteOptions own = SubstituteOptions.defaults();
    SubstituteOptions same =
        SubstituteOptions.DECLARATION.read(Options.of(Map.of("network", "target")));
    SubstituteOptions spelledOut =
        SubstituteOptions.DECLARATION.read(
            Options.of(Map.of("architecture", "paper-cnn", "initialization", "he")));

    assertThat(own.against(target)).isEqualTo(own);
    assertThat(same.against(target)).isEqualTo(spelledOut);
    assertThat(same.parameters()).containsEntry("network", "target");
  }

  /** Six iterations have five augmentations; twelve have eleven. */
  @Test
  void directionsFollowCleverhans() {
    assertThat(signs(Directions.CLEVERHANS_2)).containsExactly(-1, -1, -1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(signs(Directions.CLEVERHANS_3_1))
        .containsExactly(1, 1, 1, -1, -1, -1, 1, 1, 1, -1, -1);
    assertThat(signs(Directions.PLUS)).hasSize(11).containsOnly(1);
  }

  private static int[] signs(Directions directions) {
    return IntStream.range(0, 11).map(directions::sign).toArray();
  }

  @Test
  void countsQueriesAndEpochs() {
    SubstituteOptions queried = SubstituteOptions.defaults();
    SubstituteOptions known =
        SubstituteOptions.DECLARATION.read(
            Options.of(Map.of("hold-out-labels", "true-label", "iterations", 8)));

    assertThat(queried.queries()).isEqualTo(150 * 32);
    assertThat(queried.totalEpochs()).isEqualTo(60);
    assertThat(known.queries()).isEqualTo(150 * 128 - 150);
    assertThat(known.totalEpochs()).isEqualTo(80);
    assertThat(SubstituteOptions.DECLARATION.read(Options.of(Map.of("iterations", 1))).queries())
        .isEqualTo(150);
  }

  @Test
  void recipeIsThatOfAnUndefendedModel() {
    SubstituteOptions options = SubstituteOptions.defaults();

    assertThat(options.recipe().quantizationLayer()).isEmpty();
    assertThat(options.recipe().network()).isEqualTo(options.network());
    assertThat(options.recipe().training()).isEqualTo(options.training());
  }
}
