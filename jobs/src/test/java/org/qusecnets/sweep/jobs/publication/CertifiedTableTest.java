package org.qusecnets.sweep.jobs.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.certificate.Proof;
import org.qusecnets.sweep.certificate.Status;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.evaluation.Example.Effort;
import org.qusecnets.sweep.evaluation.Example.Perturbation;
import org.qusecnets.sweep.evaluation.Prediction;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.CertifiedCell;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.jobs.command.TinySweep;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.table.CertificateRow;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.Share;
import org.qusecnets.sweep.table.WorstCaseRow;

/** What is certified is below what attacks leave, and nothing is both certified and broken. */
class CertifiedTableTest {
  private static final int IMAGES = 20;
  private static final Failure CRASH = new Failure("crashed", "it ended its JVM", null);

  private static Grid grid;

  private final List<CertificateRow> rows = new ArrayList<>();
  private final List<ExampleRow> examples = new ArrayList<>();
  private final Map<String, Failure> failures = new HashMap<>();

  @BeforeAll
  static void plan(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.conf"), TinySweep.CONFIGURATION);
    List<String> axes =
        List.of(
            "defenses = [{ type = none }, { type = median-filter }, { type = non-local-means }]",
            "attacks = [{ type = fgsm, epsilons = [0.1, 0.3] }]",
            """
            certificates = [
              { type = crown, epsilons = [0.05, 0.3] }
              { type = branch-and-bound, epsilons = [0.1] }
              { type = smoothing, epsilons = [0.25] }
            ]""");
    grid = Grid.of(ConfigurationReader.read(file, axes, DatasetCatalog.registered()));
  }

  private static CertifiedCell cell(String certificate, double epsilon) {
    return cells("none", certificate)
        .filter(cell -> cell.epsilon() == epsilon)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<CertifiedCell> cells(String defense, String certificate) {
    return grid.certifiedCells().stream()
        .filter(cell -> cell.certificate().type().equals(certificate))
        .filter(cell -> cell.model().defense().type().equals(defense));
  }

  /** Images of one status; the others are unknown, and the last one is wrong by itself. */
  private void proved(CertifiedCell cell, Status status, Integer... images) {
    for (int image = 0; image < IMAGES; image++) {
      Status own = Set.of(images).contains(image) ? status : Status.UNKNOWN;
      own = image == IMAGES - 1 ? Status.MISCLASSIFIED : own;
      boolean bounded = own != Status.MISCLASSIFIED;
      double margin = bounded ? 0.5 : Double.NaN;
      Proof proof = new Proof(cell.epsilon(), own, margin, Double.NaN, image, 2 * image);
      rows.add(CertificateRow.of(cell.id(), image, 1, proof, 0.25));
    }
  }

  private void broke(double epsilon, Integer... images) {
    Cell cell =
        grid.cells().stream()
            .filter(one -> one.epsilon() == epsilon)
            .filter(one -> one.model().defense().type().equals("none"))
            .findFirst()
            .orElseThrow();
    for (int image = 0; image < IMAGES; image++) {
      boolean cleanWrong = image == IMAGES - 1;
      boolean wrong = cleanWrong || Set.of(images).contains(image);
      Prediction clean = new Prediction(cleanWrong ? 2 : 1, 0.5, Optional.empty());
      Prediction adversarial = new Prediction(wrong ? 2 : 1, 0.5, Optional.empty());
      examples.add(
          ExampleRow.of(
              cell.id(),
              new Example(
                  0,
                  image,
                  1,
                  Optional.empty(),
                  !cleanWrong,
                  false,
                  clean,
                  adversarial,
                  adversarial,
                  new Perturbation(1, 0.1, 0.1, 0.1, epsilon),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  new Effort(1, 0, 0))));
    }
  }

  private Certified certified() {
    return new Certified(grid.certifiedCells(), CertifiedCounts.of(rows.stream()));
  }

  private Map<String, CellCounts> counts() {
    return ExampleCounts.of(examples.stream(), Map.of()).cells();
  }

  private List<CertifiedRow> table() {
    grid.certifiedCells().stream()
        .filter(cell -> rows.stream().noneMatch(row -> row.certifiedCellId().equals(cell.id())))
        .forEach(cell -> failures.put(cell.id(), CRASH));
    Certified certified = certified();
    return CertifiedTable.rows(
        certified, failures, certified.contradictions(grid.cells(), counts()));
  }

  private CertifiedRow row(CertifiedCell cell) {
    return table().stream()
        .filter(row -> row.certifiedCellId().equals(cell.id()))
        .findFirst()
        .orElseThrow();
  }

  private WorstCaseRow worstCase(double epsilon) {
    return new WorstCaseTable(counts(), new NearestAdversarial(), certified())
        .rows(grid.cells()).stream()
            .filter(row -> row.defense().type().equals("none"))
            .filter(row -> row.threatModel().equals(WorstCaseRow.ANY))
            .filter(row -> row.epsilon() == epsilon)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void imagesAreCountedByWhatIsKnownOfThem() {
    proved(cell("crown", 0.05), Status.CERTIFIED, 0, 1, 2);

    CertifiedRow row = row(cell("crown", 0.05));

    assertThat(row.status()).isEqualTo("complete");
    assertThat(row.certified()).isEqualTo(Share.of(3, IMAGES));
    assertThat(row.misclassified()).isEqualTo(Share.of(1, IMAGES));
    assertThat(row.unknown()).isEqualTo(Share.of(16, IMAGES));
    assertThat(row.broken()).isEqualTo(Share.of(0, IMAGES));
    assertThat(row.contradicted()).isZero();
    assertThat(row.meanUndecidedValues()).isEqualTo(9);
    assertThat(row.meanUnstableRectifiers()).isEqualTo(18);
    assertThat(row.seconds()).isEqualTo(IMAGES * 0.25);
    assertThat(row.certifies()).isEqualTo("model");
  }

  @Test
  void whatFailedHasNoNumbersAndWhatDoesNotApplyTellsWhy() {
    assertThat(row(cell("crown", 0.3)).failure()).isEqualTo("it ended its JVM");
    assertThat(row(cell("crown", 0.3)).certified()).isNull();
    assertThat(table())
        .filteredOn(row -> row.defense().type().equals("non-local-means"))
        .filteredOn(row -> row.certificate().equals("crown"))
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.status()).isEqualTo("not-applicable");
              assertThat(row.failure()).contains("non-local-means can make values smaller");
            });
  }

  @Test
  void moreOrFewerCertificatesThanPlannedAreRefused() {
    proved(cell("crown", 0.05), Status.CERTIFIED, 0);
    rows.remove(3);

    assertThatThrownBy(this::table)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has 19 certificates of 19 images, planned were 20");
  }

  @Test
  void anImageThatIsCertifiedAndBrokenWithinEpsilonIsContradicted() {
    broke(0.1, 4, 5);
    proved(cell("crown", 0.05), Status.CERTIFIED, 4);
    proved(cell("crown", 0.3), Status.CERTIFIED, 5, 6);

    assertThat(row(cell("crown", 0.05)).contradicted()).isZero();
    assertThat(row(cell("crown", 0.3)).contradicted()).isEqualTo(1);
    BitSet five = new BitSet();
    five.set(5);
    assertThat(certified().contradictions(grid.cells(), counts()))
        .containsExactly(Map.entry(cell("crown", 0.3).id(), five));
  }

  @Test
  void certificatesContradictEachOtherToo() {
    proved(cell("branch-and-bound", 0.1), Status.BROKEN, 3);
    proved(cell("crown", 0.3), Status.CERTIFIED, 3);

    assertThat(row(cell("crown", 0.3)).contradicted()).isEqualTo(1);
    assertThat(row(cell("branch-and-bound", 0.1)).contradicted()).isZero();
  }

  @Test
  void theSmoothedModelIsAnotherOneThanAttacksLookAt() {
    broke(0.1, 4);
    proved(cell("smoothing", 0.25), Status.CERTIFIED, 4);

    assertThat(row(cell("smoothing", 0.25)).contradicted()).isZero();
    assertThat(row(cell("smoothing", 0.25)).certifies()).isEqualTo("smoothed-model");
  }

  @Test
  void theWorstCaseLiesAboveWhatIsCertified() {
    broke(0.1, 4, 5);
    broke(0.3, 6);
    proved(cell("crown", 0.05), Status.CERTIFIED, 0, 1, 2, 3, 4);
    proved(cell("crown", 0.3), Status.CERTIFIED, 0);
    proved(cell("branch-and-bound", 0.1), Status.BROKEN, 7);

    assertThat(worstCase(0.05).robust()).isNull();
    assertThat(worstCase(0.05).attacks()).isZero();
    assertThat(worstCase(0.05).certified()).isEqualTo(Share.of(5, IMAGES));
    assertThat(worstCase(0.05).unknown()).isEqualTo(Share.of(14, IMAGES));
    assertThat(worstCase(0.1).robust()).isEqualTo(Share.of(16, IMAGES));
    assertThat(worstCase(0.1).certified()).isEqualTo(Share.of(1, IMAGES));
    assertThat(worstCase(0.1).unknown()).isEqualTo(Share.of(15, IMAGES));
    assertThat(worstCase(0.1).certificates()).isEqualTo(2);
    assertThat(worstCase(0.3).robust()).isEqualTo(Share.of(15, IMAGES));
    assertThat(worstCase(0.3).unknown()).isEqualTo(Share.of(14, IMAGES));
    assertThat(worstCase(0.3).certificates()).isEqualTo(1);
  }

  @Test
  void withoutCertificatesNothingIsSaidOfThem() {
    broke(0.1, 4, 5);

    assertThat(worstCase(0.1).certificates()).isZero();
    assertThat(worstCase(0.1).certified()).isNull();
    assertThat(worstCase(0.1).unknown()).isNull();
  }
}
