package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.GoldenCases.Case;
import org.qusecnets.sweep.attack.GoldenCases.Reference;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * Our attacks against public implementations of them, with the same weights, images and settings.
 *
 * <p>What depends on nothing but gradients is compared value by value. Not every value need agree:
 * the sign of a gradient that is nearly zero depends on the order in which floats are added, and
 * what one step changes so the next one sees. What depends on chance, or on many small steps, is
 * compared by how often it succeeds and how far it goes. The saliency map attack's reference is a
 * statement of CleverHans 3.1's algorithm in NumPy, written for this test: CleverHans 3.1 itself
 * needs TensorFlow 1.
 */
class GoldenAttacksTest {
  private static final double EQUAL_SHARE = 0.999;

  /** Clipping to the ball rounds otherwise where epsilon is added first. */
  private static final float EQUAL = 1e-6f;

  /** A tenth of the overshoot that a whole DeepFool perturbation ends with. */
  private static final float EQUAL_DEEPFOOL = 1e-4f;

  /** A few units in the last place of the logits, which are up to 10. */
  private static final float BOUNDARY = 5e-6f;

  /** Attacks whose every step depends on the one before have tests of their own. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          AutoAttack.TYPE,
          AutoProjectedGradient.TYPE,
          Boundary.TYPE,
          DecoupledDirectionNorm.TYPE,
          FastAdaptiveBoundary.TYPE,
          FastMinimumNorm.TYPE,
          HopSkipJump.TYPE);

  private static final GoldenCases GOLDEN = GoldenCases.read();
  private static final Map<String, float[]> IMAGES = GoldenCases.images();
  private static final Map<String, NetworkClassifier> NETWORKS = new TreeMap<>();

  /** What our attacks found, for the tests that look at it from several sides. */
  private static final Map<String, GoldenSummary> SUMMARIES = new TreeMap<>();

  @AfterAll
  static void close() {
    NETWORKS.values().forEach(NetworkClassifier::close);
    SUMMARIES.clear();
  }

  private static NetworkClassifier network(String name) {
    return NETWORKS.computeIfAbsent(name, GOLDEN::open);
  }

  private static GoldenSummary runs(Case golden) {
    return SUMMARIES.computeIfAbsent(
        golden.name(),
        name ->
            GoldenSummary.of(
                IntStream.range(0, golden.runs())
                    .mapToObj(run -> GoldenRun.of(golden, run, IMAGES, network(golden.network())))
                    .toList()));
  }

  static Stream<String> networks() {
    return GOLDEN.networks().keySet().stream();
  }

  /** Else all that follows would compare different networks. */
  @ParameterizedTest
  @MethodSource("networks")
  void logitsArePyTorchs(String network) {
    float[] pixels = GoldenRun.pixels(IMAGES, "typical");

    assertThat(network(network).logits(pixels, pixels.length / GoldenRun.SIZE))
        .containsExactly(IMAGES.get(network + "-logits"), within(1e-4f));
  }

  static Stream<Case> exact() {
    return GOLDEN.cases().stream()
        .filter(Case::exact)
        .filter(golden -> !ELSEWHERE.contains(golden.type()));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void findsThePeersImages(Case golden) {
    float[] expected = golden.adversarial();
    GoldenRun ours = GoldenRun.of(golden, 0, IMAGES, network(golden.network()));

    float tolerance = golden.type().equals(DeepFool.TYPE) ? EQUAL_DEEPFOOL : EQUAL;
    long equal =
        IntStream.range(0, expected.length)
            .filter(i -> Math.abs(ours.found()[i] - expected[i]) <= tolerance)
            .count();
    assertThat((double) equal / expected.length)
        .as("share of equal values")
        .isGreaterThanOrEqualTo(EQUAL_SHARE);
    assertSamePredictions(network(golden.network()), ours.found(), expected);
  }

  /** DeepFool may end so near a boundary that the processor's rounding says which side it is. */
  private static void assertSamePredictions(
      NetworkClassifier classifier, float[] images, float[] expected) {
    int count = images.length / GoldenRun.SIZE;
    int classes = classifier.classes();
    float[] logits = classifier.logits(images, count);
    float[] theirs = classifier.logits(expected, count);
    for (int i = 0; i < count; i++) {
      int prediction = Logits.argmax(theirs, i * classes, classes);
      assertThat(logits[i * classes + prediction])
          .as("logit of the peer's class %d, image %d", prediction, i)
          .isGreaterThanOrEqualTo(
              logits[i * classes + Logits.argmax(logits, i * classes, classes)] - BOUNDARY);
    }
  }

  static Stream<Case> carliniWagner() {
    return measured().filter(golden -> golden.type().equals(CarliniWagner.TYPE));
  }

  /** CleverHans's PyTorch version keeps Adam's state over the search, so its way is another. */
  @ParameterizedTest
  @MethodSource("carliniWagner")
  void isAsNearAsTheBestPeer(Case golden) {
    GoldenSummary ours = runs(golden);

    assertThat(golden.references())
        .allSatisfy(
            peer -> {
              assertThat(ours.successRate()).isGreaterThanOrEqualTo(peer.successRate());
              assertThat(ours.mean(Norm.L2)).isLessThanOrEqualTo(1.02 * peer.meanL2());
            });
  }

  static Stream<Case> random() {
    return measured().filter(golden -> !golden.type().equals(CarliniWagner.TYPE));
  }

  /**
   * Within three standard deviations of the difference of two shares. Between runs that attack the
   * same images there is less than that. AdverTorch's local search also counts the images that try
   * a single pixel, which ours, like the paper's, does not: it succeeds more often.
   */
  @ParameterizedTest
  @MethodSource("random")
  void succeedsAsOftenAsThePeers(Case golden) {
    GoldenSummary ours = runs(golden);

    for (Reference peer : golden.references()) {
      double both = (ours.successRate() + peer.successRate()) / 2;
      double deviation = Math.sqrt(both * (1 - both) * 2 / ours.trials());
      assertThat(ours.successRate())
          .as(peer.peer())
          .isCloseTo(peer.successRate(), within(3 * deviation));
    }
  }

  static Stream<Arguments> distances() {
    return Stream.of(
        Arguments.of("pgd-random-start-1", "foolbox", Norm.L2, 0.03),
        Arguments.of("pgd-random-start-5", "foolbox", Norm.L2, 0.01),
        Arguments.of("noise-gaussian", "foolbox", Norm.L2, 0.03),
        Arguments.of("noise-uniform", "foolbox", Norm.L2, 0.03),
        Arguments.of("pointwise-l0", "foolbox-from-first-noise", Norm.L0, 0.08),
        Arguments.of("pointwise-l2", "foolbox-from-first-noise", Norm.L2, 0.08),
        Arguments.of("single-pixel", "advertorch", Norm.L0, 1e-6));
  }

  @ParameterizedTest
  @MethodSource("distances")
  void goesAsFarAsThePeer(String name, String peer, Norm norm, double share) {
    Case golden = named(name);
    Reference reference = golden.reference(peer);
    double expected = norm == Norm.L0 ? reference.meanL0() / GoldenRun.SIZE : reference.meanL2();

    assertThat(runs(golden).mean(norm)).isCloseTo(expected, within(share * expected));
  }

  /** With every pixel there is no chance in it but the order. */
  @Test
  void findsEverySinglePixelThatIsThere() {
    Case golden = named("single-pixel-every");

    assertThat(runs(golden).runs().get(0).success())
        .isEqualTo(golden.reference("advertorch").runs().get(0).success());
  }

  static Stream<Case> measured() {
    return GOLDEN.cases().stream()
        .filter(golden -> !golden.exact())
        .filter(golden -> !ELSEWHERE.contains(golden.type()));
  }

  private static Case named(String name) {
    return GOLDEN.cases().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
