package org.qusecnets.sweep.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.GoldenArrays;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.SmallNetwork;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;

class CertificatesTest {
  private static final Map<String, float[]> WEIGHTS = GoldenArrays.read("/golden/network.npz");
  private static final ModelRecipe PLAIN = SmallNetwork.recipe(WEIGHTS, Optional.empty());
  private static final Map<String, float[]> GOLDEN = GoldenArrays.read("/golden/images.npz");
  private static final int IMAGES = 4;
  private static final List<Double> EPSILONS = List.of(0.0, 0.01, 0.05, 0.1, 0.2);
  private static final Map<String, CertifiedModel> MODELS = new LinkedHashMap<>();
  private static final Map<CertifiedModel, NetworkClassifier> ATTACKED = new HashMap<>();

  @BeforeAll
  static void open() {
    MODELS.put("plain", model(PLAIN, Optional.empty()));
    QuantizationOptions twoLevels =
        SmallNetwork.constant(2, 20, QuantizationOptions.Derivative.EXACT);
    MODELS.put("two-levels", model(PLAIN.prepend(twoLevels), Optional.of(twoLevels)));
    MODELS.put("hard", model(defended("hard-quantization", Map.of("levels", 2)), Optional.empty()));
    MODELS.put(
        "three-hard", model(defended("hard-quantization", Map.of("levels", 3)), Optional.empty()));
    MODELS.put("median", model(defended("median-filter", Map.of()), Optional.empty()));
  }

  private static ModelRecipe defended(String type, Map<String, Object> options) {
    return Defenses.read(type, Options.of(options)).protect(PLAIN);
  }

  private static CertifiedModel model(ModelRecipe recipe, Optional<QuantizationOptions> front) {
    TrainedModel trained = SmallNetwork.trained(WEIGHTS, front);
    CertifiedModel model = CertifiedModel.open(trained, recipe, Samples.GREY);
    ATTACKED.put(model, ModelArchive.open(trained, recipe, Samples.GREY));
    return model;
  }

  @AfterAll
  static void close() {
    MODELS.values().forEach(CertifiedModel::close);
    ATTACKED.values().forEach(NetworkClassifier::close);
  }

  private static float[] image(int number) {
    int size = Samples.GREY.size();
    float[] image =
        Arrays.copyOfRange(GOLDEN.get("fragile-pixels"), number * size, (number + 1) * size);
    for (int i = 0; i < size; i++) {
      image[i] /= 255;
    }
    return image;
  }

  private static int label(int number) {
    return (int) GOLDEN.get("fragile-labels")[number];
  }

  record Case(CertificateTable.Row row, String model) {}

  static Stream<Case> cases() {
    return CertificateTable.rows().stream()
        .filter(row -> row.norm() == Norm.LINF)
        .flatMap(
            row ->
                Stream.of("plain", "two-levels", "hard", "three-hard", "median")
                    .map(model -> new Case(row, model)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingCertifiedIsBrokenAndWhatHoldsShrinksWithEpsilon(Case one) {
    CertifiedModel model = MODELS.get(one.model);
    for (int i = 0; i < IMAGES; i++) {
      float[] image = image(i);
      List<Proof> proofs = one.row.certificate().prove(model, image, label(i), 1, EPSILONS);
      assertThat(proofs).extracting(Proof::epsilon).isEqualTo(EPSILONS);
      boolean correct = model.prediction(image) == label(i);
      assertThat(proofs.get(0).status())
          .isEqualTo(correct ? Status.CERTIFIED : Status.MISCLASSIFIED);
      for (int e = 1; e < EPSILONS.size(); e++) {
        Proof proof = proofs.get(e);
        if (proof.status() == Status.CERTIFIED) {
          assertThat(proofs.get(e - 1).status()).isEqualTo(Status.CERTIFIED);
          assertThat(proof.margin()).isPositive().isLessThanOrEqualTo(proofs.get(e - 1).margin());
          assertThat(broken(model, image, label(i), proof.epsilon())).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void imagesTogetherAreProvenAsEachByItself(Case one) {
    CertifiedModel model = MODELS.get(one.model);
    Certificate certificate = one.row.certificate();
    List<Double> epsilons = List.of(0.01, 0.05);
    List<Subject> subjects =
        IntStream.range(0, IMAGES).mapToObj(i -> new Subject(image(i), label(i), i)).toList();
    List<List<Proof>> together = certificate.prove(model, subjects, epsilons);
    assertThat(together).hasSize(IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      List<Proof> alone = certificate.prove(model, image(i), label(i), i, epsilons);
      for (int e = 0; e < epsilons.size(); e++) {
        Proof proof = together.get(i).get(e);
        assertThat(proof.status()).isEqualTo(alone.get(e).status());
        assertThat(proof.unstableRectifiers()).isEqualTo(alone.get(e).unstableRectifiers());
        assertThat(proof.undecidedValues()).isEqualTo(alone.get(e).undecidedValues());
        if (Double.isNaN(proof.margin())) {
          assertThat(alone.get(e).margin()).isNaN();
        } else {
          assertThat(proof.margin()).isCloseTo(alone.get(e).margin(), within(1e-9));
        }
      }
    }
  }

  /** Whether an attack breaks it. */
  private static boolean broken(CertifiedModel model, float[] image, int label, double epsilon) {
    AttackBatch batch =
        new AttackBatch(
            image, new int[] {label}, new int[] {AttackBatch.UNTARGETED}, new long[] {1});
    float[][] found = new float[1][];
    Attacks.read("apgd", Options.of(Map.of("iterations", 20)))
        .attack(
            ATTACKED.get(model).attacked(GradientWay.STRAIGHT_THROUGH, 1),
            batch,
            new float[] {(float) epsilon},
            new AttackResults() {
              @Override
              public void propose(int index, float[] images, boolean[] reused) {
                found[0] = images.clone();
              }

              @Override
              public void proposeNearest(float[] images) {
                found[0] = images.clone();
              }
            });
    return Norm.LINF.within(epsilon, image, found[0], 0, image.length)
        && model.prediction(found[0]) != label;
  }

  @Test
  void theAttackOfTheseTestsBreaksWhatItCan() {
    CertifiedModel model = MODELS.get("plain");
    assertThat(IntStream.range(0, IMAGES).filter(i -> broken(model, image(i), label(i), 0.2)))
        .isNotEmpty();
  }

  @Test
  void strongerMethodsProveWhatWeakerOnesDo() {
    int interval = 0;
    int crown = 0;
    for (int i = 0; i < IMAGES; i++) {
      for (CertifiedModel model : MODELS.values()) {
        List<List<Proof>> proofs = new ArrayList<>();
        for (String type : List.of("interval", "crown", "alpha-crown")) {
          Certificate certificate = Certificates.read(type, Options.of(Map.of()));
          proofs.add(certificate.prove(model, image(i), label(i), 1, EPSILONS));
        }
        for (int e = 0; e < EPSILONS.size(); e++) {
          if (proofs.get(0).get(e).status() == Status.CERTIFIED) {
            assertThat(proofs.get(1).get(e).status()).isEqualTo(Status.CERTIFIED);
            interval++;
          }
          if (proofs.get(1).get(e).status() == Status.CERTIFIED) {
            assertThat(proofs.get(2).get(e).status()).isEqualTo(Status.CERTIFIED);
            crown++;
          }
        }
      }
    }
    assertThat(crown).isGreaterThan(interval);
  }

  @Test
  void enoughPartsDecideEveryImageOfHardLevelsAsTryingAllOfThemDoes() {
    CertifiedModel model = MODELS.get("hard");
    Certificate certificate =
        Certificates.read("branch-and-bound", Options.of(Map.of("parts", 5000, "iterations", 1)));
    int broken = 0;
    int certified = 0;
    for (int i = 0; i < 30; i++) {
      float[] image = image(i);
      double epsilon = 0.05;
      int undecided = model.undecided(model.box(image, epsilon));
      if (undecided > 9 || model.prediction(image) != label(i)) {
        continue;
      }
      Status status =
          certificate.prove(model, image, label(i), 1, List.of(epsilon)).get(0).status();
      boolean breakable = someCornerBreaks(model, image, label(i), epsilon);
      assertThat(status).isEqualTo(breakable ? Status.BROKEN : Status.CERTIFIED);
      broken += breakable ? 1 : 0;
      certified += breakable ? 0 : 1;
    }
    assertThat(broken).isPositive();
    assertThat(certified).isPositive();
  }

  private static boolean someCornerBreaks(
      CertifiedModel model, float[] image, int label, double epsilon) {
    float[] darkest = new float[image.length];
    float[] brightest = new float[image.length];
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < image.length; i++) {
      darkest[i] = Norm.clip(image[i], (float) epsilon, 0);
      brightest[i] = Norm.clip(image[i], (float) epsilon, 1);
      if (darkest[i] > 0.5f != brightest[i] > 0.5f) {
        free.add(i);
      }
    }
    for (int code = 0; code < 1 << free.size(); code++) {
      float[] corner = image.clone();
      for (int bit = 0; bit < free.size(); bit++) {
        int pixel = free.get(bit);
        corner[pixel] = (code >> bit & 1) == 1 ? brightest[pixel] : darkest[pixel];
      }
      if (model.prediction(corner) != label) {
        return true;
      }
    }
    return false;
  }

  @Test
  void partsOfABoxProveWhatTheWholeDoesNot() {
    int more = 0;
    for (String name : List.of("two-levels", "hard")) {
      CertifiedModel model = MODELS.get(name);
      for (int i = 0; i < 15; i++) {
        List<Double> epsilons = List.of(0.1);
        Status whole = proof("crown", Map.of(), model, i, epsilons);
        Status parts = proof("branch-and-bound", Map.of("parts", 40), model, i, epsilons);
        if (whole == Status.CERTIFIED) {
          assertThat(parts).isEqualTo(Status.CERTIFIED);
        }
        more += whole == Status.UNKNOWN && parts == Status.CERTIFIED ? 1 : 0;
      }
    }
    assertThat(more).isPositive();
  }

  @Test
  void partsOfABoxTakeBoundsOfAllLayersAndSidesOfRectifiersThoseOfTheLast() {
    Map<String, Object> many = Map.of("parts", 60, "iterations", 18);
    Map<String, Object> sides = Map.of("parts", 60, "iterations", 18, "splits", "rectifiers");

    assertThat(Certificates.read("branch-and-bound", Options.of(many)).effort().linearBounds())
        .isCloseTo(60 * 3, within(1e-9));
    assertThat(Certificates.read("branch-and-bound", Options.of(sides)).effort().linearBounds())
        .isCloseTo(1 + 60 * 22 / 9.0, within(1e-9));
  }

  /** Rectifiers that reach their limit are not split, and all that bend in these boxes do. */
  @Test
  void whereNothingCanBeSplitTheMarginIsThatOfWhatIsOpen() {
    ModelRecipe recipe =
        Defenses.read("bounded-relu", Options.of(Map.of("limit", 0.1))).protect(Samples.MLP);
    Certificate splits =
        Certificates.read(
            "branch-and-bound", Options.of(Map.of("parts", 1000, "splits", "rectifiers")));
    try (CertifiedModel model =
        CertifiedModel.open(Samples.untrained(recipe), recipe, Samples.GREY)) {
      for (int i = 0; i < IMAGES; i++) {
        int label = model.prediction(image(i));
        Proof proof = splits.prove(model, image(i), label, 1, List.of(0.4)).get(0);
        assertThat(proof.status()).isEqualTo(Status.UNKNOWN);
        assertThat(proof.margin()).isNegative();
      }
    }
  }

  private static Status proof(
      String type, Map<String, Object> options, CertifiedModel model, int i, List<Double> eps) {
    return Certificates.read(type, Options.of(options))
        .prove(model, image(i), label(i), 1, eps)
        .get(0)
        .status();
  }

  @Test
  void whatHasNoBoxOrNoLinesIsRefusedWithItsReason() {
    Certificate crown = Certificates.read("crown", Options.of(Map.of()));
    assertThat(crown.obstacle(Samples.PLAIN)).isEmpty();
    assertThat(crown.obstacle(defended("median-filter", Map.of()))).isEmpty();
    assertThat(crown.obstacle(defended("thermometer", Map.of()))).isEmpty();
    assertThat(crown.obstacle(defended("jpeg", Map.of())))
        .contains("its jpeg can make values smaller where pixels become larger");
    assertThat(crown.obstacle(defended("stochastic-activation-pruning", Map.of())))
        .contains("it draws random numbers");
    assertThat(crown.obstacle(Samples.PLAIN.with(Samples.fixed(2))))
        .contains("its activations have steps, of which no lines are known");
    ModelRecipe levelsBehind =
        defended("bit-depth", Map.of("bits", 3))
            .prepend(SmallNetwork.constant(3, 50, QuantizationOptions.Derivative.EXACT));
    assertThat(crown.obstacle(levelsBehind)).isEmpty();
    ModelRecipe sigmoidsFirst =
        Defenses.read("bit-depth", Options.of(Map.of("bits", 3)))
            .protect(
                Samples.PLAIN.prepend(
                    SmallNetwork.constant(3, 50, QuantizationOptions.Derivative.EXACT)));
    assertThat(crown.obstacle(sigmoidsFirst))
        .hasValueSatisfying(reason -> assertThat(reason).contains("followed by another stage"));
    try (CertifiedModel jpeg = model(defended("jpeg", Map.of()), Optional.empty())) {
      assertThatThrownBy(() -> crown.prove(jpeg, image(0), label(0), 1, List.of(0.1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("its jpeg can make values smaller");
    }
  }

  @Test
  void epsilonsThatDoNotAscendAreRefused() {
    for (CertificateTable.Row row : CertificateTable.rows()) {
      assertThatThrownBy(
              () ->
                  row.certificate()
                      .prove(MODELS.get("hard"), image(0), label(0), 1, List.of(0.1, 0.01)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ascend");
    }
  }

  @Test
  void theTableHasThemAllWithTheirDefaults() {
    assertThat(CertificateTable.rows())
        .extracting(CertificateTable.Row::type)
        .containsOnlyOnceElementsOf(
            Certificates.types().stream().filter(type -> !type.equals("branch-and-bound")).toList())
        .containsAll(Certificates.types());
    for (CertificateTable.Row row : CertificateTable.rows()) {
      Certificate certificate = Certificates.read(row.type(), Options.of(Map.of()));
      assertThat(certificate.type()).isEqualTo(row.type());
      assertThat(certificate.parameters()).isEqualTo(row.parameters());
      assertThat(certificate.norm()).isEqualTo(row.norm());
    }
  }

  @Test
  void anUnknownNameOrAWrongOptionIsRefused() {
    assertThatThrownBy(() -> Certificates.read("crwon", Options.of(Map.of())))
        .isInstanceOf(InvalidOption.class);
    assertThatThrownBy(() -> Certificates.read("branch-and-bound", Options.of(Map.of("parts", 0))))
        .isInstanceOf(InvalidOption.class);
  }
}
