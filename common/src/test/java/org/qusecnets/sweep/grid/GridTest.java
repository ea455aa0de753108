package org.qusecnets.sweep.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.config.Configurations;
import org.qusecnets.sweep.options.InvalidOption;

class GridTest {
  private static final String TWO_OF_EACH =
      """
      datasets = [
        { name = mnist, train-images = 100, test-images = 25 }
        { name = cifar10, train-images = 50, test-images = 10 }
      ]
      training.epochs = 2
      defenses = [{ type = none }, { type = cq, levels = 2 }]
      attacks = [{ type = fgsm, epsilons = [0.3, 0.1] }]
      seeds = [2, 1]
      evaluation.chunk-size = 10
      """;

  @TempDir Path folder;

  @Test
  void ordersCellsByDatasetDefenseAttackEpsilonAndSeed() {
    assertThat(grid(TWO_OF_EACH).cells())
        .extracting(
            cell ->
                "%s %s %s %s %d"
                    .formatted(
                        cell.dataset().name(),
                        cell.model().defense().type(),
                        cell.threat().model(),
                        cell.epsilon(),
                        cell.model().seed()))
        .containsExactly(
            "mnist none WHITE_BOX 0.3 2",
            "mnist none WHITE_BOX 0.3 1",
            "mnist none WHITE_BOX 0.1 2",
            "mnist none WHITE_BOX 0.1 1",
            "mnist cq WHITE_BOX 0.3 2",
            "mnist cq WHITE_BOX 0.3 1",
            "mnist cq WHITE_BOX 0.1 2",
            "mnist cq WHITE_BOX 0.1 1",
            "cifar10 none WHITE_BOX 0.3 2",
            "cifar10 none WHITE_BOX 0.3 1",
            "cifar10 none WHITE_BOX 0.1 2",
            "cifar10 none WHITE_BOX 0.1 1",
            "cifar10 cq WHITE_BOX 0.3 2",
            "cifar10 cq WHITE_BOX 0.3 1",
            "cifar10 cq WHITE_BOX 0.1 2",
            "cifar10 cq WHITE_BOX 0.1 1");
  }

  private static final String CERTIFIED =
      TWO_OF_EACH
          + """
          defenses = [{ type = cq, levels = 2 }, { type = jpeg }]
          certificates = [
            { type = crown, epsilons = [0.2, 0.1] }
            { type = smoothing, epsilons = [0.5] }
          ]
          """;

  @Test
  void certifiesEachModelAndWorksOnlyWhereTheCertificateAppliesTo() {
    Grid grid = grid(CERTIFIED);

    assertThat(grid.certifiedCells()).hasSize(4 * 2 * 3).doesNotHaveDuplicates();
    assertThat(grid.certifiedCells().stream().filter(cell -> cell.obstacle().isPresent()))
        .hasSize(4 * 2)
        .allMatch(cell -> cell.model().defense().type().equals("jpeg"));
    // Three chunks of MNIST's 25 images and one of CIFAR-10's 10, for two seeds.
    assertThat(grid.certificateUnits()).hasSize(2 * (3 + 1) * 3);
    CertificateUnit unit = grid.certificateUnits().get(0);
    assertThat(unit.epsilons()).containsExactly(0.1, 0.2);
    assertThat(unit.cellIds())
        .containsExactly(grid.certifiedCells().get(1).id(), grid.certifiedCells().get(0).id());
  }

  @Test
  void slowCertificatesHaveFewImagesInATaskAndQuickOnesAWholeChunk() {
    Grid grid =
        grid(
            Configurations.SMALL
                + """
                datasets = [{ name = mnist, test-images = 45 }]
                evaluation.chunk-size = 30
                certificates = [
                  { type = interval, epsilons = [0.1] }
                  { type = crown, epsilons = [0.1] }
                  { type = smoothing, epsilons = [0.5] }
                ]
                """);

    Map<String, List<String>> ranges =
        grid.certificateUnits().stream()
            .collect(
                Collectors.groupingBy(
                    unit -> unit.certificate().type(),
                    Collectors.mapping(
                        unit -> unit.from() + " to " + unit.to(), Collectors.toList())));
    List<String> few = List.of("0 to 20", "20 to 40", "40 to 45");
    assertThat(ranges)
        .isEqualTo(
            Map.of("interval", List.of("0 to 30", "30 to 45"), "crown", few, "smoothing", few));
  }

  @Test
  void certificatesChangeTheGridAndNoCell() {
    Grid without = grid(TWO_OF_EACH);
    Grid with = grid(TWO_OF_EACH + "certificates = [{ type = crown, epsilons = [0.1] }]\n");

    assertThat(with.cells()).isEqualTo(without.cells());
    assertThat(with.id()).isNotEqualTo(without.id());
    assertThat(with.certificateUnits())
        .extracting(CertificateUnit::id)
        .doesNotContainAnyElementsOf(
            grid(TWO_OF_EACH + "certificates = [{ type = crown, epsilons = [0.1, 0.2] }]\n")
                .certificateUnits()
                .stream()
                .map(CertificateUnit::id)
                .toList());
  }

  @Test
  void trainsEachModelOnceForAllCells() {
    Grid grid = grid(TWO_OF_EACH);

    assertThat(grid.models()).hasSize(8).doesNotHaveDuplicates();
    assertThat(grid.cells().stream().map(Cell::model).distinct())
        .containsExactlyElementsOf(grid.models());
  }

  @Test
  void givesEachModelTheRecipeOfItsDefense() {
    ModelSpecification defended = grid(TWO_OF_EACH).models().get(2);

    assertThat(defended.defense().type()).isEqualTo("cq");
    assertThat(defended.recipe().training().epochs()).isEqualTo(2);
    assertThat(defended.recipe().quantizationLayer())
        .hasValueSatisfying(layer -> assertThat(layer.levels()).isEqualTo(2));
  }

  @Test
  void sharesModelsBetweenNumbersOfTestImages() {
    Grid grid =
        grid(Configurations.SMALL + "datasets = [{ name = mnist, test-images = [10, 30, 20] }]\n");

    assertThat(grid.models())
        .singleElement()
        .satisfies(model -> assertThat(model.dataset().testImages()).isEqualTo(30));
    assertThat(grid.cells())
        .extracting(cell -> cell.dataset().testImages())
        .containsExactly(10, 30, 20);
    assertThat(grid.cells()).extracting(Cell::id).doesNotHaveDuplicates();
  }

  @Test
  void splitsAttacksIntoChunksThatCoverEveryTestImageOnce() {
    Grid grid = grid(TWO_OF_EACH);

    assertThat(grid.units()).hasSize(4 * 3 + 4);
    assertThat(grid.units()).extracting(AttackUnit::id).doesNotHaveDuplicates();
    assertThat(grid.units().subList(0, 3))
        .extracting(unit -> unit.chunk() + ": " + unit.from() + " to " + unit.to())
        .containsExactly("0: 0 to 10", "1: 10 to 20", "2: 20 to 25");
    assertThat(grid.units()).allSatisfy(unit -> assertThat(unit.attack().epsilons()).hasSize(2));
    Map<String, Integer> images = new TreeMap<>();
    grid.units().forEach(unit -> images.merge(unit.model().id(), unit.images(), Integer::sum));
    grid.models()
        .forEach(
            model -> assertThat(images).containsEntry(model.id(), model.dataset().testImages()));
  }

  @Test
  void survivesSerialization() throws Exception {
    SweepConfiguration configuration = configuration(TWO_OF_EACH);
    Grid grid = Grid.of(configuration);

    Grid copy = roundTrip(grid, Grid.class);

    assertThat(copy.id()).isEqualTo(grid.id());
    assertThat(copy.evaluation().chunkSize()).isEqualTo(10);
    assertThat(copy.models()).isEqualTo(grid.models());
    assertThat(copy.cells()).isEqualTo(grid.cells());
    assertThat(copy.units()).isEqualTo(grid.units());
    assertThat(roundTrip(configuration, SweepConfiguration.class)).isEqualTo(configuration);
  }

  @Test
  void listsModelsAndCellsAsJson() throws Exception {
    Grid grid = grid(TWO_OF_EACH);

    JsonNode json = new ObjectMapper().readTree(grid.json());

    assertThat(json.get("id").textValue()).isEqualTo(grid.id());
    assertThat(json.get("evaluation").get("chunk-size").intValue()).isEqualTo(10);
    assertThat(json.get("models")).hasSize(8);
    assertThat(json.get("cells")).hasSize(16);
    assertThat(json.get("models").get(2).toString())
        .isEqualTo(
            """
            {"id":"%s","dataset":{"name":"mnist","train-images":100},\
            "defense":{"type":"cq","derivative":"exact","levels":2,"placement":"linear","z":50.0},\
            "recipe":{"network":{"architecture":"paper-cnn","initialization":"cleverhans-v3"},\
            "quantization":{"derivative":"exact","levels":2,"placement":"linear",\
            "sharing":"shared","z":50.0},\
            "training":{"batch-size":128,"epochs":2,"label-smoothing":0.1,\
            "learning-rate":0.001,"loss":"cross-entropy"}},"seed":2}"""
                .formatted(grid.models().get(2).id()));
    assertThat(json.get("cells").get(4).toString())
        .isEqualTo(
            """
            {"id":"%s","model":"%s","source":"%s",\
            "dataset":{"name":"mnist","train-images":100,"test-images":25},\
            "attack":{"type":"fgsm","target":"none"},\
            "threat":{"threat-model":"white-box","gradient":"exact","misclassified":"skip",\
            "labels":"true-label"},\
            "epsilon":0.3}"""
                .formatted(
                    grid.cells().get(4).id(),
                    grid.models().get(2).id(),
                    grid.models().get(2).id()));
  }

  @Test
  void unitGivesWantedCellsAtTheirEpsilonsOrAsAWhole() {
    AttackUnit independent = grid(TWO_OF_EACH).units().get(2);
    AttackUnit dependent =
        grid(Configurations.SMALL + "attacks = [{ type = pgd, epsilons = [0.1, 0.2] }]")
            .units()
            .get(0);
    Set<String> second = Set.of(independent.cellIds().get(1));

    AttackUnit part = independent.giving(second).orElseThrow();

    assertThat(part.attack().epsilons()).isEqualTo(independent.attack().epsilons().subList(1, 2));
    assertThat(part.cellIds()).containsExactlyElementsOf(second);
    assertThat(part.id()).isEqualTo(independent.id());
    assertThat(part.workId()).isEqualTo(independent.workId());
    assertThat(independent.giving(Set.copyOf(independent.cellIds()))).contains(independent);
    assertThat(independent.giving(Set.copyOf(dependent.cellIds()))).isEmpty();
    assertThat(dependent.giving(Set.of(dependent.cellIds().get(1)))).contains(dependent);
  }

  @Test
  void refusesChunksOutsideTheTestImages() {
    AttackUnit unit = grid(TWO_OF_EACH).units().get(2);

    assertThatThrownBy(
            () ->
                new AttackUnit(
                    unit.id(),
                    unit.model(),
                    unit.source(),
                    unit.attack(),
                    unit.dataset(),
                    2,
                    20,
                    26))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no chunk 2 from 20 to 26 of 25");
  }

  @Test
  void refusesEpsilonsOutsideTheUnitInterval() {
    Cell cell = grid(TWO_OF_EACH).cells().get(0);

    assertThatThrownBy(
            () ->
                Cell.of(
                    cell.model(),
                    cell.source(),
                    cell.dataset(),
                    AttackSpecification.of(cell.attack(), Threat.whiteBox(), List.of(0.1)),
                    1.01))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("epsilon must be from 0 to 1 (linf), was 1.01");
    assertThatThrownBy(
            () -> AttackSpecification.of(cell.attack(), Threat.whiteBox(), List.of(0.1, -0.1)))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("epsilon must be from 0 to 1 (linf), was -0.1");
  }

  @Test
  void whatIsReusedIsPartOfACell() {
    String pgd = "attacks = [{ type = pgd, epsilons = [%s] }]";
    Grid alone = grid(Configurations.SMALL + pgd.formatted("0.2"));
    Grid larger = grid(Configurations.SMALL + pgd.formatted("0.3, 0.2"));
    Grid smaller = grid(Configurations.SMALL + pgd.formatted("0.2, 0.1"));

    assertThat(larger.cells().get(0).reusedFrom()).containsExactly(0.2);
    assertThat(larger.cells().get(1)).isEqualTo(alone.cells().get(0));
    assertThat(smaller.cells().get(0).reusedFrom()).containsExactly(0.1);
    assertThat(smaller.cells().get(0).id()).isNotEqualTo(alone.cells().get(0).id());
    assertThat(grid(TWO_OF_EACH).cells())
        .allSatisfy(cell -> assertThat(cell.reusedFrom()).isEmpty());
  }

  @Test
  void randomNumbersOfAnImageDependOnTheSeedAndTheImageAlone() {
    List<AttackUnit> units = grid(TWO_OF_EACH).units();

    assertThat(units.get(0).model().seed()).isEqualTo(2);
    assertThat(units.get(0).imageSeed(7)).isNotEqualTo(units.get(0).imageSeed(8));
    assertThat(units.get(3).model().seed()).isEqualTo(1);
    assertThat(units.get(3).imageSeed(7)).isNotEqualTo(units.get(0).imageSeed(7));
    assertThat(units.get(6).model().defense().type()).isEqualTo("cq");
    assertThat(units.get(6).imageSeed(7)).isEqualTo(units.get(0).imageSeed(7));
  }

  private SweepConfiguration configuration(String text) {
    return Configurations.read(Configurations.write(folder, "sweep.conf", text));
  }

  private Grid grid(String text) {
    return Grid.of(configuration(text));
  }

  private static <T> T roundTrip(T value, Class<T> type) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return type.cast(in.readObject());
    }
  }
}
