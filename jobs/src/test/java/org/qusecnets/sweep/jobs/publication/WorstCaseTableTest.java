package org.qusecnets.sweep.jobs.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.evaluation.Example.Effort;
import org.qusecnets.sweep.evaluation.Example.Perturbation;
import org.qusecnets.sweep.evaluation.Prediction;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.jobs.command.TinySweep;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.Share;
import org.qusecnets.sweep.table.WorstCaseRow;

/** An image that any attack broke is broken. */
class WorstCaseTableTest {
  private static final int IMAGES = 20;
  private static final int RIGHT = 1;
  private static final int WRONG = 2;

  /** Image 19 is wrong without an attack. */
  private static final int CLEAN_WRONG = 19;

  private static final Certified WITHOUT = new Certified(List.of(), Map.of());

  private static List<Cell> cells;

  private final List<ExampleRow> rows = new ArrayList<>();
  private final Map<String, NearestAdversarial.Scope> scopes = new HashMap<>();

  @BeforeAll
  static void plan(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.conf"), TinySweep.CONFIGURATION);
    List<String> attacks =
        List.of(
            "defenses = [{ type = none }]",
            """
            attacks = [
              { type = fgsm, epsilons = [0.1, 0.3] }
              { type = pgd, epsilons = [0.1, 0.3] }
              { type = square, epsilons = [0.3] }
              { type = deepfool, epsilons = [2] }
            ]""");
    cells = Grid.of(ConfigurationReader.read(file, attacks, DatasetCatalog.registered())).cells();
  }

  private static Cell cell(String attack, double epsilon) {
    return cells.stream()
        .filter(cell -> cell.attack().type().equals(attack) && cell.epsilon() == epsilon)
        .findFirst()
        .orElseThrow();
  }

  private void broke(String attack, double epsilon, Set<Integer> images) {
    broke(attack, epsilon, images, images, Optional.empty());
  }

  /**
   * Examples of a cell.
   *
   * @param images those that the attack broke, at a distance that is their number in hundredths
   * @param rounded those that it broke once rounded
   * @param detected which images a detector takes for adversarial, if there is one
   */
  private void broke(
      String attack,
      double epsilon,
      Set<Integer> images,
      Set<Integer> rounded,
      Optional<Predicate<Integer>> detected) {
    Cell cell = cell(attack, epsilon);
    scopes.put(cell.id(), NearestAdversarial.Scope.of(cell));
    for (int image = 0; image < IMAGES; image++) {
      rows.add(example(cell, image, images, rounded, detected));
    }
  }

  private static ExampleRow example(
      Cell cell,
      int image,
      Set<Integer> images,
      Set<Integer> rounded,
      Optional<Predicate<Integer>> detected) {
    boolean wrong = image == CLEAN_WRONG;
    Prediction clean = new Prediction(wrong ? WRONG : RIGHT, 0.5, detected.map(d -> false));
    Prediction adversarial =
        new Prediction(
            wrong || images.contains(image) ? WRONG : RIGHT, 0.5, detected.map(d -> d.test(image)));
    Prediction of8Bits =
        new Prediction(
            wrong || rounded.contains(image) ? WRONG : RIGHT, 0.5, detected.map(d -> false));
    Example example =
        new Example(
            0,
            image,
            RIGHT,
            Optional.empty(),
            !wrong,
            false,
            clean,
            adversarial,
            of8Bits,
            new Perturbation(1, image / 400.0, image / 300.0, image / 200.0, image / 100.0),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Effort(1, 0, 0));
    return ExampleRow.of(cell.id(), example);
  }

  private List<WorstCaseRow> table() {
    ExampleCounts counts = ExampleCounts.of(rows.stream(), scopes);
    return new WorstCaseTable(counts.cells(), counts.nearest(), WITHOUT).rows(cells);
  }

  private WorstCaseRow row(String norm, double epsilon, String threat) {
    return table().stream()
        .filter(row -> row.norm().equals(norm) && row.epsilon() == epsilon)
        .filter(row -> row.threatModel().equals(threat))
        .findFirst()
        .orElseThrow();
  }

  private void brokeAll() {
    broke("fgsm", 0.1, Set.of(0, 1));
    broke("fgsm", 0.3, Set.of(0, 2, 3));
    broke("pgd", 0.1, Set.of(1, 4), Set.of(4), Optional.empty());
    broke("pgd", 0.3, Set.of(5), Set.of(5), Optional.empty());
    broke("square", 0.3, Set.of(6, 5));
    broke("deepfool", 2, Set.of(7));
  }

  @Test
  void isTheUnionOverAttacksAndSmallerEpsilons() {
    brokeAll();

    assertThat(row("linf", 0.1, "any").robust()).isEqualTo(Share.of(IMAGES - 4, IMAGES));
    WorstCaseRow worst = row("linf", 0.3, "any");
    assertThat(worst.clean()).isEqualTo(Share.of(IMAGES - 1, IMAGES));
    assertThat(worst.robust()).as("0 to 6, and 19").isEqualTo(Share.of(IMAGES - 8, IMAGES));
    assertThat(worst.roundedRobust()).as("all of them: 1 by fgsm").isEqualTo(worst.robust());
    assertThat(worst.defended()).as("without a detector").isNull();
    assertThat(List.of(worst.attacks(), worst.cells(), worst.incompleteCells()))
        .containsExactly(3, 5, 0);
    assertThat(row("l2", 2, "any").robust()).as("another norm").isEqualTo(Share.of(18, IMAGES));
  }

  @Test
  void namesTheStrongestAttackAndWhatItAloneBroke() {
    brokeAll();

    WorstCaseRow worst = row("linf", 0.3, "any");
    assertThat(worst.strongestAttack()).isEqualTo("fgsm");
    assertThat(worst.strongestCellId()).isEqualTo(cell("fgsm", 0.3).id());
    assertThat(worst.strongest()).as("0 to 3, and 19").isEqualTo(Share.of(IMAGES - 5, IMAGES));
    assertThat(worst.onlyStrongest()).as("0, 2, 3").isEqualTo(Share.of(3, IMAGES));
    assertThat(worst.onlyWithoutGradients()).as("6").isEqualTo(Share.of(1, IMAGES));
    assertThat(row("l2", 2, "any").onlyWithoutGradients()).as("gradients alone").isNull();
  }

  @Test
  void roundedImagesAreCountedByThemselves() {
    broke("fgsm", 0.1, Set.of(0, 1), Set.of(1, 2), Optional.empty());

    WorstCaseRow worst = row("linf", 0.1, "any");
    assertThat(worst.robust()).isEqualTo(Share.of(17, IMAGES));
    assertThat(worst.roundedRobust()).isEqualTo(Share.of(17, IMAGES));
    broke("pgd", 0.1, Set.of(), Set.of(3), Optional.empty());
    assertThat(row("linf", 0.1, "any").roundedRobust()).isEqualTo(Share.of(16, IMAGES));
  }

  @Test
  void whatADetectorTakesForAdversarialIsDefended() {
    broke("fgsm", 0.1, Set.of(0, 1), Set.of(), Optional.of(image -> image == 0));
    broke("pgd", 0.1, Set.of(0, 2), Set.of(), Optional.of(image -> image == 2));

    WorstCaseRow worst = row("linf", 0.1, "any");
    assertThat(worst.robust()).as("0, 1, 2 and 19").isEqualTo(Share.of(16, IMAGES));
    assertThat(worst.defended()).as("0 by pgd, 1 by fgsm, and 19").isEqualTo(Share.of(17, IMAGES));
  }

  @Test
  void cellsThatAreNotCompleteAreCountedAndBreakNothing() {
    broke("fgsm", 0.1, Set.of(0));

    WorstCaseRow worst = row("linf", 0.3, "any");
    assertThat(worst.robust()).isEqualTo(Share.of(18, IMAGES));
    assertThat(worst.incompleteCells()).isEqualTo(4);
    assertThat(worst.strongestCellId()).isEqualTo(cell("fgsm", 0.1).id());
    WorstCaseRow unknown = row("l2", 2, "any");
    assertThat(unknown.robust()).isNull();
    assertThat(unknown.strongestAttack()).isNull();
    assertThat(unknown.medianDistance()).isNull();
  }

  @Test
  void medianDistanceIsOfTheNearestImageOfAnyAttack() {
    broke("fgsm", 0.3, Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertThat(row("linf", 0.3, "any").medianDistance())
        .as("19 is at 0; the tenth and eleventh of twenty are 8 and 9")
        .isCloseTo(0.085, within(1e-12));
    rows.clear();
    broke("fgsm", 0.3, Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8));
    assertThat(row("linf", 0.3, "any").medianDistance()).as("half are not broken").isNull();
  }

  @Test
  void partsThatAttackMoreImagesAreCountedByThemselves(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.conf"), TinySweep.CONFIGURATION);
    String data = "datasets = [{ name = mnist-sample, train-images = 100, test-images = ";
    List<String> parts =
        List.of(
            "defenses = [{ type = none }]",
            "attacks = [{ type = fgsm, epsilons = [0.1] }]",
            "parts = [{ " + data + "20 }] }, { " + data + "10 }] }]");
    List<Cell> both =
        Grid.of(ConfigurationReader.read(file, parts, DatasetCatalog.registered())).cells();
    assertThat(both).hasSize(2);
    for (Cell cell : both) {
      scopes.put(cell.id(), NearestAdversarial.Scope.of(cell));
      for (int image = 0; image < cell.dataset().testImages(); image++) {
        rows.add(example(cell, image, Set.of(0, 1, 2, 3, 4, 5), Set.of(), Optional.empty()));
      }
    }
    ExampleCounts counts = ExampleCounts.of(rows.stream(), scopes);

    List<WorstCaseRow> table =
        new WorstCaseTable(counts.cells(), counts.nearest(), WITHOUT).rows(both);

    assertThat(table)
        .filteredOn(row -> row.threatModel().equals("any"))
        .extracting(WorstCaseRow::robust, WorstCaseRow::medianDistance)
        .containsExactlyInAnyOrder(tuple(Share.of(13, 20), null), tuple(Share.of(4, 10), 0.045));
  }

  @Test
  void everyThreatModelHasRowsOfItsOwn() {
    brokeAll();

    assertThat(table())
        .extracting(row -> row.norm() + " " + row.threatModel() + " " + row.epsilon())
        .startsWith("linf any 0.1", "linf any 0.3", "linf white-box 0.1")
        .contains("linf query 0.3")
        .doesNotContain("linf query 0.1");
    assertThat(row("linf", 0.1, "white-box").robust()).isEqualTo(row("linf", 0.1, "any").robust());
  }
}
