package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.plan.Cluster;
import org.qusecnets.sweep.plan.FixedRates;
import org.qusecnets.sweep.plan.Overheads;
import org.qusecnets.sweep.plan.Plan;
import org.qusecnets.sweep.plan.Rates;

/** A sweep of several parts. */
class SweepPartsTest {
  private static final String SHARED =
      """
      training.epochs = 2
      defenses = [{ type = none }, { type = cq, levels = 2 }]
      attacks = [{ type = fgsm, epsilons = [0.1, 0.3] }]
      seeds = [1]
      evaluation.chunk-size = 10
      """;
  private static final String TWO_PARTS =
      SHARED
          + """
          parts = [
            { datasets = [{ name = mnist, train-images = 100, test-images = 40 }], seeds = [1, 2] }
            {
              datasets = [{ name = mnist, train-images = 100, test-images = 5 }]
              attacks = [{ type = jsma, epsilons = [0.1] }]
            }
          ]
          """;

  @TempDir Path folder;

  @Test
  void aSweepIsTheUnionOfItsParts() {
    Grid first =
        grid(
            SHARED
                + """
                datasets = [{ name = mnist, train-images = 100, test-images = 40 }]
                seeds = [1, 2]
                """);
    Grid second =
        grid(
            SHARED
                + """
                datasets = [{ name = mnist, train-images = 100, test-images = 5 }]
                attacks = [{ type = jsma, epsilons = [0.1] }]
                """);

    Grid both = grid(TWO_PARTS);

    assertThat(both.cells()).hasSize(8 + 2);
    assertThat(both.cells().subList(0, 8)).extracting(Cell::id).isEqualTo(ids(first));
    assertThat(both.cells().subList(8, 10)).extracting(Cell::id).isEqualTo(ids(second));
    assertThat(both.units()).hasSize(first.units().size() + second.units().size());
  }

  @Test
  void partsShareModelsForTheMostTestImages() {
    Grid both = grid(TWO_PARTS);

    assertThat(both.models())
        .hasSize(4)
        .allSatisfy(model -> assertThat(model.dataset().testImages()).isEqualTo(40));
    assertThat(both.cells())
        .extracting(cell -> cell.dataset().testImages())
        .containsExactly(40, 40, 40, 40, 40, 40, 40, 40, 5, 5);
  }

  @Test
  void oneNameIsOneNetworkInAllParts() {
    String parts =
        SHARED
            + """
            datasets = [{ name = mnist, train-images = 100, test-images = 40 }]
            parts = [
              { network.layers = [{ dense = 5 }, relu] }
              { network { initialization = he, layers = [{ dense = 5 }, relu] } }
              { networks = [{ name = lenet-5 }, { name = own, layers = [
                { dense = 6 }
              ] }] }
            ]
            """;

    assertThatThrownBy(() -> grid(parts))
        .hasMessageEndingWith(
            "sweep.conf:10: network own: another part gives other layers or weights this name; give these another"
                + " one (architecture = mine in network, name = mine in networks)")
        .hasMessageContaining("1 problem");
    assertThat(grid(parts.replace("name = own", "name = other")).models()).hasSize(2 * 4);
  }

  @Test
  void whatTwoPartsHaveInCommonIsDoneOnce() {
    Grid twice =
        grid(
            SHARED
                + """
                datasets = [{ name = mnist, train-images = 100, test-images = 40 }]
                parts = [{ seeds = [1] }, { seeds = [2, 1] }]
                """);

    assertThat(twice.cells()).hasSize(8).extracting(Cell::id).doesNotHaveDuplicates();
    assertThat(twice.models()).hasSize(4);
  }

  @Test
  void trainingOfItsOwnMakesModelsOfItsOwn() {
    Grid losses =
        grid(
            SHARED
                + """
                datasets = [{ name = mnist, train-images = 100, test-images = 40 }]
                parts = [{}, { training.loss = mean-squared-error }]
                """);

    assertThat(losses.models())
        .hasSize(4)
        .extracting(ModelSpecification::id)
        .doesNotHaveDuplicates();
    assertThat(losses.models().subList(2, 4))
        .allSatisfy(model -> assertThat(model.recipe().training().epochs()).isEqualTo(2));
  }

  @Test
  void eachPartHasSubstitutesForItsTestImages() {
    Grid grid =
        grid(
            SHARED
                + """
                attacks = [{ type = fgsm, threat-model = black-box, epsilons = [0.1] }]
                defenses = [{ type = none }]
                parts = [
                  { datasets = [{ name = mnist, train-images = 100, test-images = 40 }] }
                  { datasets = [{ name = mnist, train-images = 100, test-images = 5 }] }
                ]
                """);

    assertThat(grid.models()).hasSize(3);
    assertThat(grid.cells())
        .extracting(cell -> cell.source().dataset().testImages())
        .containsExactly(40, 5);
  }

  @Test
  void thePlanListsTheAxesOfEachPart() {
    SweepConfiguration configuration = read(TWO_PARTS);

    assertThat(
            Plan.of(Grid.of(configuration), configuration)
                .describe(
                    new FixedRates(new Rates(1_000, 500, 2_000, 10)),
                    Overheads.NONE,
                    new Cluster(1, 1),
                    "4 GB",
                    Plan.Detail.GRID))
        .containsSubsequence(
            "Part 1 of 2", "40 test images", "1, 2", "Part 2 of 2", "5 test images", "jsma");
  }

  @Test
  void reportsWhatIsWrongInAnyPart() {
    ConfigurationException wrong =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                read(
                    """
                    datasets = [{ name = mnist }]
                    seeds = [1]
                    attacks = [{ type = fgsm, epsilons = [0.1] }]
                    parts = [
                      { defenses = [{ type = cq, levels = 1 }] }
                      { defenses = [{ type = none }], seed = [1] }
                      { attacks = [{ type = fgsm, epsilons = [0.1] }] }
                      7
                    ]
                    """));
    assertThat(wrong.getMessage().replace(folder + "/", ""))
        .isEqualTo(
            """
            Cannot run sweep.conf: 4 problems
            sweep.conf: defenses is missing; add defenses = [{ type = none }]
            sweep.conf:5: defense cq: levels must be from 2 to 256, was 1
            sweep.conf:6: part: unknown key seed; did you mean seeds?
            sweep.conf:8: parts: an entry must look like { seeds = [1] }, was 7""");
    assertThatThrownBy(() -> read(SHARED + "parts = []"))
        .hasMessageContaining("parts must be a list such as [{ seeds = [1] }], was []");
  }

  private static List<String> ids(Grid grid) {
    return grid.cells().stream().map(Cell::id).toList();
  }

  private Grid grid(String text) {
    return Grid.of(read(text));
  }

  private SweepConfiguration read(String text) {
    return Configurations.read(Configurations.write(folder, "sweep.conf", text));
  }
}
