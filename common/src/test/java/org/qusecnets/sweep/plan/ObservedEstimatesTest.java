package org.qusecnets.sweep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.config.Configurations;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.ThreatModel;
import org.qusecnets.sweep.plan.Estimate.Basis;

class ObservedEstimatesTest {
  private static final double TOLERANCE = 1e-9;

  @TempDir private Path folder;
  private Grid grid;

  @BeforeEach
  void expand() {
    grid = grid("");
  }

  private Grid grid(String more) {
    return Grid.of(
        Configurations.read(
            Configurations.write(
                folder,
                "estimates.conf",
                """
                datasets = [{ name = mnist, train-images = 1000, test-images = 100 }]
                training.epochs = 2
                defenses = [{ type = none }, { type = cq, levels = 2 }]
                attacks = [
                  { type = fgsm, epsilons = [0.1, 0.3] }
                  { type = fgsm, threat-model = black-box, epsilons = [0.1] }
                ]
                seeds = [1]
                """
                    + more)));
  }

  private ObservedEstimates estimates(
      List<ObservedTraining> trainings, List<ObservedAttack> attacks) {
    return ObservedEstimates.of("here\n", grid, trainings, attacks, List.of());
  }

  @Test
  void certificatesTakeWhatTheSameTookAndOthersTheirNominalTime() {
    Grid certified =
        grid(
            """
            certificates = [
              { type = crown, epsilons = [0.1, 0.2] }, { type = interval, epsilons = [0.1] }
            ]
            """);
    CertificateUnit crown = certified.certificateUnits().get(0);
    CertificateUnit interval =
        certified.certificateUnits().stream()
            .filter(unit -> unit.certificate().type().equals("interval"))
            .findFirst()
            .orElseThrow();
    ObservedCertificate observed =
        ObservedCertificate.row(
            "mnist",
            Fingerprint.canonical(crown.model().recipe().parameters()),
            "crown",
            "{}",
            50,
            25);
    ObservedEstimates estimates =
        ObservedEstimates.of("here\n", certified, List.of(), List.of(), List.of(observed));

    assertThat(estimates.certificate(crown).seconds()).isEqualTo(20 * 2 * 0.5, within(TOLERANCE));
    assertThat(estimates.certificate(crown).basis()).isEqualTo(Basis.SAME);
    assertThat(estimates.certificate(interval))
        .isEqualTo(new NominalEstimates().certificate(interval));
  }

  private static ModelSpecification model(Grid grid, String defense) {
    return grid.models().stream()
        .filter(one -> one.defense().type().equals(defense) && one.substituted().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static AttackUnit unit(Grid grid, String defense, ThreatModel threat) {
    return grid.units().stream()
        .filter(one -> one.model().defense().type().equals(defense))
        .filter(one -> one.attack().threat().model() == threat)
        .findFirst()
        .orElseThrow();
  }

  private static String json(Object content) {
    return Fingerprint.canonical(content);
  }

  private ObservedTraining trainingRow(String defense, double seconds) {
    ModelSpecification model = model(grid, defense);
    return ObservedTraining.row(
            "mnist", 1000, json(model.recipe().parameters()), null, List.of(seconds, seconds))
        .orElseThrow();
  }

  private ObservedAttack attackRow(AttackUnit unit, double examples, double seconds) {
    return ObservedAttack.row(
        "mnist",
        json(unit.model().recipe().parameters()),
        json(unit.source().recipe().parameters()),
        "fgsm",
        json(unit.attack().attack().parameters()),
        unit.attack().threat().parameters(),
        examples,
        seconds);
  }

  @Test
  void aTrainingOfTheSameKindCountsForEachImageWhateverEpochsSeedAndNumberOfImages() {
    ObservedEstimates estimates = estimates(List.of(trainingRow("cq", 4)), List.of());
    Grid longer = grid("training.epochs = 7\nseeds = [5]");

    Estimate estimate = estimates.training(List.of(model(longer, "cq")));

    assertThat(estimate.basis()).isEqualTo(Basis.SAME);
    assertThat(estimate.seconds()).isCloseTo(7 * 4, within(TOLERANCE));
  }

  @ParameterizedTest
  @CsvSource({
    "'schedule = step, decay-every = 2, warm-up = 0.1', SAME",
    "patience = 2, SAME",
    "optimizer = sgd, NOMINAL"
  })
  void ratesAndEndsOfATrainingHaveNoCost(String training, Basis basis) {
    ObservedEstimates estimates = estimates(List.of(trainingRow("cq", 4)), List.of());

    Grid other = grid("training { " + training + " }");

    assertThat(estimates.training(List.of(model(other, "cq"))).basis()).isEqualTo(basis);
  }

  @Test
  void theMeanImageOfSeveralTrainingsCounts() {
    ObservedEstimates estimates =
        estimates(List.of(trainingRow("cq", 4), trainingRow("cq", 8)), List.of());

    assertThat(estimates.training(List.of(model(grid, "cq"))).seconds())
        .isCloseTo(2 * 6, within(TOLERANCE));
  }

  @Test
  void whatWasNotMeasuredIsNominalAtThePaceOfWhatWas() {
    NominalEstimates nominal = new NominalEstimates();
    ModelSpecification none = model(grid, "none");
    double usual = nominal.training(List.of(none)).seconds();
    ObservedEstimates estimates = estimates(List.of(trainingRow("none", 3 * usual / 2)), List.of());

    Estimate training = estimates.training(List.of(model(grid, "cq")));
    Estimate attack = estimates.attack(unit(grid, "cq", ThreatModel.WHITE_BOX));
    Estimate clean = estimates.clean(none);

    assertThat(estimates.pace()).isCloseTo(3, within(TOLERANCE));
    assertThat(estimates.training(List.of(none)).seconds()).isCloseTo(3 * usual, within(TOLERANCE));
    assertThat(List.of(training.basis(), attack.basis(), clean.basis()))
        .containsOnly(Basis.NOMINAL);
    assertThat(training.seconds())
        .isCloseTo(3 * nominal.training(List.of(model(grid, "cq"))).seconds(), within(TOLERANCE));
    assertThat(attack.seconds())
        .isCloseTo(
            3 * nominal.attack(unit(grid, "cq", ThreatModel.WHITE_BOX)).seconds(),
            within(TOLERANCE));
    assertThat(clean.seconds()).isCloseTo(3 * nominal.clean(none).seconds(), within(TOLERANCE));
  }

  @Test
  void anAttackOnTheSameKindOfModelGoesBeforeTheSameAttackOnAnother() {
    AttackUnit onNone = unit(grid, "none", ThreatModel.WHITE_BOX);
    AttackUnit onCq = unit(grid, "cq", ThreatModel.WHITE_BOX);
    ObservedAttack none = attackRow(onNone, 50, 5);

    ObservedEstimates one = estimates(List.of(), List.of(none));
    ObservedEstimates both = estimates(List.of(), List.of(none, attackRow(onCq, 50, 10)));

    assertThat(one.attack(onNone)).isEqualTo(new Estimate(100 * 2 * 0.1, Basis.SAME));
    assertThat(one.attack(onCq)).isEqualTo(new Estimate(100 * 2 * 0.1, Basis.SIMILAR));
    assertThat(both.attack(onCq)).isEqualTo(new Estimate(100 * 2 * 0.2, Basis.SAME));
  }

  @Test
  void anAttackWithAnotherThreatModelIsNoMatch() {
    AttackUnit blackBox = unit(grid, "none", ThreatModel.BLACK_BOX);
    ObservedEstimates estimates =
        estimates(List.of(), List.of(attackRow(unit(grid, "none", ThreatModel.WHITE_BOX), 50, 5)));

    assertThat(estimates.pace()).isEqualTo(1);
    assertThat(estimates.attack(blackBox)).isEqualTo(new NominalEstimates().attack(blackBox));
  }

  /** 150, 300, ..., 4,800 points, 10 epochs each: the row has 60 epochs of 94,500 images in all. */
  @Test
  void aSubstitutesRowIsReadWithItsGrowingPoints() {
    ModelSpecification substitute =
        grid.models().stream().filter(m -> m.substituted().isPresent()).findFirst().orElseThrow();
    ObservedTraining row =
        ObservedTraining.row(
                "mnist",
                150,
                json(substitute.recipe().parameters()),
                json(substitute.substituted().orElseThrow().options().parameters()),
                List.of(1.0, 2.0, 3.0))
            .orElseThrow();

    assertThat(row.images()).isEqualTo(94_500);
    assertThat(row.seconds()).isEqualTo(6);
    assertThat(estimates(List.of(row), List.of()).training(List.of(substitute)).basis())
        .isEqualTo(Basis.SAME);
  }

  @Test
  void aRowWithoutEpochsTellsNothing() {
    assertThat(ObservedTraining.row("mnist", 10, json(Map.of()), null, List.of())).isEmpty();
  }
}
