package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.attack.Target;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.grid.AttackSpecification;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.EvaluationOptions;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.grid.SweepPart;
import org.qusecnets.sweep.grid.Threat;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.SubstituteOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;
import org.qusecnets.sweep.resilience.ResilienceOptions;

class SweepConfigurationTest {
  private static final String FULL =
      """
      name = mnist-fgsm
      datasets = [{ name = mnist, train-images = [100, 200], test-images = 50 }, { name = cifar10 }]
      network { architecture = paper-cnn, initialization = he }
      training { epochs = 2, batch-size = 64, learning-rate = 1e-2, label-smoothing = 0
        loss = mean-squared-error }
      defenses = [
        { type = none }
        { type = cq, z = [50, 5], levels = [2, 3], derivative = saturating }
        { type = tq, levels = 4 }
      ]
      attacks = [{ type = fgsm, epsilons = [0.3, 0.1], threat-model = [white-box] }]
      seeds = [3, -9223372036854775808, 1e2]
      evaluation { chunk-size = 20 }
      resilience { draws = 2, tolerated-loss = 0.05, gaussian = 0 }
      """;

  @TempDir Path folder;

  @Test
  void readsEverySection() {
    SweepConfiguration configuration = read(FULL);

    assertThat(configuration.name()).isEqualTo("mnist-fgsm");
    assertThat(only(configuration).networks().get(0).initialization())
        .isEqualTo(NetworkOptions.Initialization.HE);
    assertThat(only(configuration).training())
        .isEqualTo(new TrainingOptions(2, 64, 0.01, 0, Loss.MEAN_SQUARED_ERROR));
    assertThat(only(configuration).seeds()).containsExactly(3L, Long.MIN_VALUE, 100L);
    assertThat(configuration.evaluation().chunkSize()).isEqualTo(20);
    assertThat(configuration.resilience()).isEqualTo(new ResilienceOptions(2, 10, 0.05, 1, 0, 0.5));
    assertThat(configuration.attacks())
        .singleElement()
        .satisfies(
            attack -> {
              assertThat(attack.attack().type()).isEqualTo("fgsm");
              assertThat(attack.threat()).isEqualTo(Threat.whiteBox());
              assertThat(attack.epsilons()).containsExactly(0.3, 0.1);
            });
  }

  @Test
  void crossesListsOfValuesInTheOrderOfTheKeys() {
    SweepConfiguration configuration = read(FULL);

    assertThat(configuration.datasets())
        .containsExactly(
            dataset("mnist", 100, 50),
            dataset("mnist", 200, 50),
            dataset("cifar10", 50_000, 10_000));
    assertThat(only(configuration).defenses())
        .extracting(Defense::type)
        .containsExactly("none", "cq", "cq", "cq", "cq", "tq");
    assertThat(only(configuration).defenses().subList(1, 5))
        .extracting(defense -> select(defense.parameters()))
        .containsExactly("2 50.0", "2 5.0", "3 50.0", "3 5.0");
  }

  @Test
  void fillsInDefaults() {
    SweepConfiguration configuration = read(Configurations.SMALL);

    assertThat(configuration.name()).isEqualTo("sweep");
    assertThat(configuration.datasets()).containsExactly(dataset("mnist", 60_000, 10_000));
    assertThat(only(configuration).networks()).containsExactly(NetworkOptions.defaults());
    assertThat(only(configuration).training()).isEqualTo(TrainingOptions.defaults());
    assertThat(configuration.evaluation()).isEqualTo(new EvaluationOptions(500, 5));
    assertThat(configuration.resilience()).isEqualTo(ResilienceOptions.defaults());
    assertThat(configuration.attacks().get(0).threat()).isEqualTo(Threat.whiteBox());
    assertThat(only(configuration).substitute()).isEqualTo(SubstituteOptions.defaults());
  }

  @Test
  void isNamedAfterItsFileUnlessItHasAName() {
    assertThat(read(Configurations.SMALL + "name = null\n").name()).isEqualTo("sweep");
    assertThat(read(Configurations.SMALL + "name = 2-epochs\n").name()).isEqualTo("2-epochs");
  }

  @Test
  void overridesWinOverTheFileAndLaterOnesOverEarlierOnes() {
    Path file = Configurations.write(folder, "sweep.conf", FULL);

    SweepConfiguration configuration =
        Configurations.read(
            file,
            "training.epochs=5",
            "training.epochs=7",
            "defenses=[{type=none}]",
            "seeds=[${training.epochs}]");

    assertThat(only(configuration).training().epochs()).isEqualTo(7);
    assertThat(only(configuration).training().batchSize()).isEqualTo(64);
    assertThat(only(configuration).defenses()).extracting(Defense::type).containsExactly("none");
    assertThat(only(configuration).seeds()).containsExactly(7L);
  }

  @Test
  void includesFilesRelativeToTheIncludingFile() throws Exception {
    Files.createDirectories(folder.resolve("parts/deeper"));
    Configurations.write(
        folder, "parts/base.conf", "include required(file(\"deeper/training.conf\"))\n");
    Configurations.write(folder, "parts/deeper/training.conf", "training.epochs = 9\n");

    SweepConfiguration configuration =
        read(
            "include \"parts/base.conf\"\n"
                + Configurations.SMALL
                + "training.batch-size = 3\n"
                + "seeds = ${seeds} [${training.epochs}]\n");

    assertThat(only(configuration).training().epochs()).isEqualTo(9);
    assertThat(only(configuration).training().batchSize()).isEqualTo(3);
    assertThat(only(configuration).seeds()).containsExactly(1L, 9L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "training { parallelism = data }",
        "training { parallelism = data, averaging-frequency = 20 }"
      })
  void theEffectiveConfigurationReadsBackToAnEqualOne(String more) {
    SweepConfiguration configuration = read(FULL + more);

    Path effective = Configurations.write(folder, "effective.conf", configuration.effective());

    assertThat(Configurations.read(effective)).isEqualTo(configuration);
  }

  @Test
  void theEffectiveConfigurationSpellsOutDefaults() {
    assertThat(read(Configurations.SMALL).effective())
        .isEqualTo(
            """
            {
              "name" : "sweep",
              "datasets" : [ {
                "name" : "mnist",
                "train-images" : 60000,
                "test-images" : 10000
              } ],
              "network" : {
                "architecture" : "paper-cnn",
                "initialization" : "cleverhans-v3"
              },
              "training" : {
                "batch-size" : 128,
                "epochs" : 6,
                "label-smoothing" : 0.1,
                "learning-rate" : 0.001,
                "loss" : "cross-entropy"
              },
              "defenses" : [ {
                "type" : "none"
              } ],
              "attacks" : [ {
                "type" : "fgsm",
                "target" : "none",
                "threat-model" : "white-box",
                "gradient" : "exact",
                "eot-samples" : 10,
                "misclassified" : "skip",
                "labels" : "true-label",
                "epsilons" : [ 0.1 ]
              } ],
              "seeds" : [ 1 ],
              "substitute" : {
                "architecture" : "mlp-200-200",
                "batch-size" : 128,
                "directions" : "cleverhans-2",
                "epochs" : 10,
                "hold-out" : 150,
                "hold-out-labels" : "queried",
                "initialization" : "cleverhans-v3",
                "iterations" : 6,
                "label-smoothing" : 0.0,
                "lambda" : 0.1,
                "learning-rate" : 0.001,
                "loss" : "cross-entropy",
                "saliency" : "probabilities"
              },
              "evaluation" : {
                "chunk-size" : 500,
                "pictures" : 5
              },
              "resilience" : {
                "draws" : 5,
                "gaussian" : 0.5,
                "salt-and-pepper" : 0.5,
                "steps" : 10,
                "tolerated-loss" : 0.02,
                "uniform" : 1.0
              },
              "claims" : [ ]
            }
            """);
  }

  @Test
  void certificatesAreReadBackAndNeedNoAttacks() {
    SweepConfiguration read =
        read(
            """
            datasets = [{ name = mnist, test-images = 10 }]
            defenses = [{ type = cq, levels = 2 }]
            certificates = [
              { type = branch-and-bound, parts = [10, 20], epsilons = [2/255] }
            ]
            seeds = [1]
            """);

    assertThat(read.attacks()).isEmpty();
    assertThat(only(read).certificates())
        .extracting(specification -> specification.certificate().parameters().get("parts"))
        .containsExactly(10, 20);
    assertThat(read(read.effective())).isEqualTo(read);
  }

  @Test
  void everyTargetIsEachOtherClassOnce() {
    SweepConfiguration configuration =
        read(Configurations.SMALL + "attacks = [{ type = jsma, target = all, epsilons = [0.1] }]");

    assertThat(configuration.attacks())
        .extracting(attack -> attack.attack().target())
        .containsExactlyElementsOf(Target.others(10));
  }

  @Test
  void definitionsAreForOthersToReferTo() {
    SweepConfiguration configuration =
        read(
            Configurations.SMALL
                + """
                definitions { strong { type = pgd, iterations = 7 }, bounds = [0.3] }
                attacks = [ ${definitions.strong} { epsilons = ${definitions.bounds} } ]
                """);

    AttackSpecification attack = configuration.attacks().get(0);
    assertThat(attack.attack().parameters()).containsEntry("iterations", 7);
    assertThat(attack.epsilons()).containsExactly(0.3);
    assertThat(configuration.effective()).doesNotContain("definitions");
  }

  @Test
  void everyAttackReadsBackFromTheEffectiveConfiguration() {
    String attacks =
        Attacks.types().stream()
            .map(type -> "{ type = " + type + ", epsilons = [0.1] }")
            .collect(Collectors.joining("\n", "attacks = [\n", "\n]\n"));
    SweepConfiguration configuration = read(Configurations.SMALL + attacks);

    Path effective = Configurations.write(folder, "effective.conf", configuration.effective());

    assertThat(configuration.attacks()).hasSize(Attacks.types().size());
    assertThat(Configurations.read(effective)).isEqualTo(configuration);
  }

  @Test
  void aListOfDefensesIsACombinationOfEachOneOfThem() {
    SweepConfiguration configuration =
        read(
            Configurations.SMALL
                + """
                defenses = [
                  [ { type = median-filter }, { type = cq, levels = [2, 3] } ]
                  [ { type = bounded-relu } ]
                ]
                """);

    assertThat(only(configuration).defenses())
        .extracting(Defense::type)
        .containsExactly("median-filter+cq", "median-filter+cq", "bounded-relu");
    assertThat(Fingerprint.canonical(only(configuration).defenses().get(1).parameters()))
        .isEqualTo(
            "{\"defenses\":[{\"applied\":\"at-evaluation\",\"size\":2,\"type\":\"median-filter\"},"
                + "{\"derivative\":\"exact\",\"levels\":3,\"placement\":\"linear\","
                + "\"type\":\"cq\",\"z\":50}]}");
    Path effective = Configurations.write(folder, "effective.conf", configuration.effective());
    assertThat(Configurations.read(effective)).isEqualTo(configuration);
  }

  @Test
  void refusesAnEmptyAxisAndAWrongName() {
    SweepConfiguration valid = read(Configurations.SMALL);

    assertThatThrownBy(() -> copy(valid, "sweep", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sweep needs a value on every axis");
    assertThatThrownBy(() -> copy(valid, "A Name", only(valid).seeds()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not the name of a sweep: A Name");
    assertThat(copy(valid, "sweep", only(valid).seeds())).isEqualTo(valid);
  }

  @Test
  void partsInheritWhatTheyDoNotSay() {
    SweepConfiguration configuration =
        read(
            """
            datasets = [{ name = mnist, train-images = 500, test-images = 40 }]
            training { epochs = 3, batch-size = 50 }
            defenses = [{ type = none }]
            seeds = [1, 2, 3]
            attacks = [{ type = fgsm, epsilons = [0.1] }]
            parts = [
              { defenses = [{ type = none }, { type = cq, levels = 2 }] }
              { training.loss = mean-squared-error, seeds = [1] }
            ]
            """);

    assertThat(configuration.parts()).hasSize(2);
    SweepPart claims = configuration.parts().get(0);
    assertThat(claims.defenses()).extracting(Defense::type).containsExactly("none", "cq");
    assertThat(claims.seeds()).containsExactly(1L, 2L, 3L);
    SweepPart losses = configuration.parts().get(1);
    assertThat(losses.defenses()).extracting(Defense::type).containsExactly("none");
    assertThat(losses.seeds()).containsExactly(1L);
    assertThat(losses.training().epochs()).isEqualTo(3);
    assertThat(losses.training().batchSize()).isEqualTo(50);
    assertThat(losses.training().loss())
        .isNotEqualTo(claims.training().loss())
        .hasToString("MEAN_SQUARED_ERROR");
    Path effective = Configurations.write(folder, "effective.conf", configuration.effective());
    assertThat(Configurations.read(effective)).isEqualTo(configuration);
  }

  private static SweepConfiguration copy(
      SweepConfiguration configuration, String name, List<Long> seeds) {
    SweepPart part = only(configuration);
    return new SweepConfiguration(
        name,
        List.of(
            new SweepPart(
                part.datasets(),
                part.networks(),
                part.training(),
                part.defenses(),
                part.attacks(),
                part.certificates(),
                seeds,
                part.substitute())),
        configuration.evaluation(),
        configuration.resilience(),
        configuration.claims());
  }

  private static SweepPart only(SweepConfiguration configuration) {
    assertThat(configuration.parts()).hasSize(1);
    return configuration.parts().get(0);
  }

  private SweepConfiguration read(String text) {
    return Configurations.read(Configurations.write(folder, "sweep.conf", text));
  }

  private static String select(Map<String, Object> parameters) {
    return parameters.get("levels") + " " + parameters.get("z");
  }

  private static DatasetOptions dataset(String name, int trainImages, int testImages) {
    return new DatasetOptions(Configurations.CATALOG.description(name), trainImages, testImages);
  }
}
