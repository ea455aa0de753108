package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.recipe.layer.NetworkLayers;

class ListCommandTest {
  private static String list(String... words) {
    List<String> arguments = new ArrayList<>(List.of("list"));
    arguments.addAll(List.of(words));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private static JsonNode json(String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.add("--json");
    return new ObjectMapper().readTree(list(arguments.toArray(String[]::new)));
  }

  private static List<String> members(JsonNode object) {
    List<String> members = new ArrayList<>();
    object.fieldNames().forEachRemaining(members::add);
    return members;
  }

  @Test
  void everyAttackAndDefenseIsNamedAndDescribed() throws IOException {
    assertThat(json("attacks").findValuesAsText("name")).containsAll(Attacks.types());
    assertThat(json("defenses").findValuesAsText("name")).containsAll(Defenses.types());
    for (String kind : List.of("attacks", "defenses")) {
      for (JsonNode one : json(kind)) {
        // These tests' own plug-in says nothing of itself.
        if (!one.path("name").asText().equals(FaultyAttack.TYPE)) {
          assertThat(one.path("description").asText()).as(one.toString()).endsWith(".");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void listsFitIntoATerminal(ListedKind kind) {
    assertThat(list(kind.plural()).lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
    for (Listed one : kind.all()) {
      assertThat(list(kind.singular(), one.name()).lines())
          .anyMatch(line -> line.matches(one.name() + "(: .+)?"))
          .allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void anAttackIsListedWithItsOptionsAndThoseOfAll() {
    assertThat(list("attack", "pgd"))
        .contains(
            """
            pgd: Projected gradient descent: steps of steepest ascent from a random point of
            """
                .strip(),
            "Source: Madry et al. 2018, Section 2.1",
            """
              step-size
                  Size of a step, in its unit.
                  Number above 0 and at most 1; default 1/4.
            """,
            """
              epsilons
                  Bounds of the perturbation in the attack's norm.
                  List of numbers; required.
            """,
            "One of white-box, ");
  }

  @Test
  void anAttackWithoutGradientsHasAThreatModelOfItsOwn() {
    String all = "One of white-box, query, transfer, black-box; default ";
    assertThat(list("attack", "hopskipjump")).contains(all + "query.");
    assertThat(list("attack", "fgsm")).contains(all + "white-box.");
  }

  @Test
  void aDefenseIsListedWithTheConditionsOfItsOptions() {
    assertThat(list("defense", "adversarial-training"))
        .contains(
            "Whole number from 1 to 100000; default 40; only where method is pgd.",
            "Number above 0 and at most 1; required.");
  }

  @Test
  void numbersAreNumbersForPrograms() throws IOException {
    JsonNode pgd = json("attack", "pgd");
    assertThat(members(pgd))
        .containsExactly("name", "description", "source", "options", "shared-options");
    JsonNode size = option(pgd.path("options"), "step-size");
    assertThat(members(size))
        .containsExactly(
            "key",
            "description",
            "type",
            "required",
            "default",
            "range",
            "choices",
            "where",
            "source");
    assertThat(size.path("default").doubleValue()).isEqualTo(0.25);
    assertThat(size.path("required").booleanValue()).isFalse();
    assertThat(option(pgd.path("options"), "iterations").path("default").intValue()).isEqualTo(40);
    JsonNode epsilons = option(pgd.path("shared-options"), "epsilons");
    assertThat(epsilons.path("required").booleanValue()).isTrue();
    assertThat(epsilons.path("default").isNull()).isTrue();
  }

  private static JsonNode option(JsonNode options, String key) {
    for (JsonNode option : options) {
      if (option.path("key").asText().equals(key)) {
        return option;
      }
    }
    throw new AssertionError("no " + key + " in " + options);
  }

  @Test
  void datasetsTellTheirSizesAndTerms() throws IOException {
    assertThat(list("datasets").lines())
        .anyMatch(line -> line.matches("mnist +60,000 training and 10,000 test images of .*"));
    JsonNode mnist = json("dataset", "mnist");
    assertThat(members(mnist))
        .startsWith("name", "description", "source", "train-images", "test-images", "classes");
    assertThat(mnist.path("train-images").intValue()).isEqualTo(60_000);
    assertThat(mnist.path("licence").asText()).startsWith("CC BY-SA 3.0");
  }

  @Test
  void networksAndThresholdsAreListed() throws IOException {
    assertThat(json("networks").findValuesAsText("name"))
        .containsExactly(
            "paper-cnn",
            "mlp-200-200",
            "lenet-5",
            "madry-mnist",
            "cnn-small",
            "cnn-large",
            "vgg-small",
            "resnet-20",
            "all-conv");
    assertThat(json("thresholds").findValuesAsText("name"))
        .containsExactly("linear", "authors-code");
  }

  @Test
  void networkIsShownLayerByLayer() {
    assertThat(CommandLineRun.of("list", "network", "lenet-5").out())
        .contains("layer 1       conv 6 5x5 same: 32 x 32 x 6, 456 parameters, 460,800\n")
        .contains("28x28x1       61,706 parameters, 416,520 multiplications");
  }

  @Test
  void layersAreListedWithTheirOptions() throws IOException {
    assertThat(json("layers").findValuesAsText("name"))
        .containsExactlyElementsOf(NetworkLayers.types());
    assertThat(CommandLineRun.of("list", "layer", "max-pool").out())
        .contains("max-pool\n      Rows and columns of the window.")
        .contains("padding\n      What is around its input.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attack | pdg | Cannot list attack pdg: there is none of this name; did you mean pgd?",
        "defenses | median | Cannot list defense median: there is none of this name; known are ",
        "dataset | mnits | Cannot list dataset mnits: there is none of this name; did you mean mnist?",
        "atacks | | Cannot list atacks: there is no such list; did you mean attacks?",
        "defence | | Cannot list defence: there is no such list; did you mean defense?",
        "seeds | | Cannot list seeds: there is no such list; known are attacks, certificates, datasets, defenses,"
            + " formats, layers, network-formats, networks, thresholds"
      })
  void unknownWordsAreRefusedWithWhatMayHaveBeenMeant(String what, String name, String message) {
    CommandLineRun refused =
        name == null ? CommandLineRun.of("list", what) : CommandLineRun.of("list", what, name);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).startsWith(message).doesNotContain("\tat ");
    assertThat(refused.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacks",
        "certificates",
        "defenses",
        "datasets",
        "layers",
        "networks",
        "thresholds"
      })
  void withoutANameTheSingularListsAll(String plural) {
    assertThat(list(plural.substring(0, plural.length() - 1))).isEqualTo(list(plural));
  }
}
