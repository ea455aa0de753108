package org.qusecnets.sweep.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.config.Configurations;

/** Which model an attack looks at under each threat model. */
class AttackSourcesTest {
  @TempDir Path folder;

  @Test
  void attacksUnderEveryThreatModelLookAtTheirSource() {
    Grid grid =
        grid(
            """
            datasets = [{ name = mnist, train-images = 100, test-images = 25 }]
            defenses = [{ type = cq, levels = [2, 3] }]
            attacks = [
              { type = fgsm, epsilons = [0.1], threat-model = [white-box, transfer, black-box] }
              { type = hopskipjump, epsilons = [0.1] }
            ]
            seeds = [1, 2]
            """);

    assertThat(grid.models().subList(0, 4))
        .allSatisfy(model -> assertThat(model.defense().type()).isEqualTo("cq"));
    for (Cell cell : grid.cells()) {
      ModelSpecification source = cell.source();
      assertThat(grid.models()).contains(cell.model(), source);
      assertThat(source.seed()).isEqualTo(cell.model().seed());
      assertThat(cell.threat().model() == ThreatModel.QUERY)
          .isEqualTo(cell.attack().type().equals("hopskipjump"));
      assertThat(cell.seesDefense()).isEqualTo(source.equals(cell.model()));
      switch (cell.threat().model()) {
        case WHITE_BOX, QUERY -> assertThat(source).isEqualTo(cell.model());
        case TRANSFER -> {
          assertThat(source.defense().type()).isEqualTo("none");
          assertThat(source.substituted()).isEmpty();
          assertThat(source.dataset()).isEqualTo(cell.model().dataset());
        }
        case BLACK_BOX ->
            assertThat(source.substituted())
                .hasValueSatisfying(
                    substitution ->
                        assertThat(substitution.target().id()).isEqualTo(cell.model().id()));
      }
    }
    // Two defenses and seeds: as many targets and substitutes, an undefended network for each seed.
    assertThat(grid.models()).hasSize(4 + 2 + 4);
    assertThat(grid.models()).extracting(ModelSpecification::id).doesNotHaveDuplicates();
    assertThat(grid.cells()).extracting(Cell::id).doesNotHaveDuplicates();
    assertThat(grid.units())
        .extracting(unit -> unit.cell(0.1))
        .containsExactlyInAnyOrderElementsOf(grid.cells());
  }

  @Test
  void theUndefendedModelUnderAttackIsTheSourceOfTransfers() {
    Grid grid =
        grid(
            """
            datasets = [{ name = mnist, test-images = [25, 50] }]
            defenses = [{ type = none }, { type = cq, levels = 2 }]
            attacks = [{ type = fgsm, epsilons = [0.1], threat-model = transfer }]
            seeds = [1]
            """);

    assertThat(grid.models()).hasSize(2);
    assertThat(grid.cells())
        .allSatisfy(c -> assertThat(c.source()).isEqualTo(grid.models().get(0)));
  }

  @Test
  void substitutesBelongToATargetASeedAndTheImagesThatAreAttacked() {
    String text =
        """
        datasets = [{ name = mnist, test-images = [25, 50] }]
        defenses = [{ type = none }]
        attacks = [
          { type = fgsm, epsilons = [0.1], threat-model = black-box }
          { type = pgd, epsilons = [0.1], threat-model = black-box, stop = after-all-iterations, reuse-successes = never }
        ]
        seeds = [1]
        """;

    List<ModelSpecification> substitutes =
        grid(text).models().stream().filter(model -> model.substituted().isPresent()).toList();

    assertThat(substitutes).hasSize(2);
    assertThat(substitutes)
        .extracting(model -> model.dataset().testImages())
        .containsExactly(25, 50);
    assertThat(substitutes).extracting(model -> model.dataset().trainImages()).containsOnly(150);
    assertThat(grid(text + "substitute.lambda = 0.2").models())
        .extracting(ModelSpecification::id)
        .doesNotContainAnyElementsOf(substitutes.stream().map(ModelSpecification::id).toList());
  }

  @Test
  void aSubstituteWithTheNetworkOfItsTargetIsTheOneThatSpellsItOut() {
    String text =
        """
        datasets = [{ name = mnist, test-images = 25 }]
        network = { architecture = paper-cnn, initialization = he }
        defenses = [{ type = none }]
        attacks = [{ type = fgsm, epsilons = [0.1], threat-model = black-box }]
        seeds = [1]
        """;

    ModelSpecification same = grid(text + "substitute.network = target").models().get(1);
    ModelSpecification spelledOut =
        grid(text + "substitute = { architecture = paper-cnn, initialization = he }")
            .models()
            .get(1);

    assertThat(same).isEqualTo(spelledOut);
    assertThat(same.recipe().network())
        .isEqualTo(same.substituted().orElseThrow().target().recipe().network());
    assertThat(grid(text).models().get(1).id()).isNotEqualTo(same.id());
  }

  private Grid grid(String text) {
    return Grid.of(Configurations.read(Configurations.write(folder, "sweep.conf", text)));
  }
}
