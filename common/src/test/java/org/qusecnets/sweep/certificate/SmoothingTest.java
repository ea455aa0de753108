package org.qusecnets.sweep.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.GoldenArrays;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.SmallNetwork;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;

class SmoothingTest {
  private static final Map<String, float[]> WEIGHTS = GoldenArrays.read("/golden/network.npz");
  private static final ModelRecipe PLAIN = SmallNetwork.recipe(WEIGHTS, Optional.empty());
  private static final Map<String, float[]> IMAGES = GoldenArrays.read("/golden/images.npz");
  private static final List<Double> EPSILONS = List.of(0.0, 0.2, 0.4, 1.0, 3.0);
  private static CertifiedModel model;

  @BeforeAll
  static void open() {
    model = open(PLAIN);
  }

  private static CertifiedModel open(ModelRecipe recipe) {
    return CertifiedModel.open(
        SmallNetwork.trained(WEIGHTS, Optional.empty()), recipe, Samples.GREY);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static float[] image(int number) {
    int size = Samples.GREY.size();
    float[] image =
        Arrays.copyOfRange(IMAGES.get("typical-pixels"), number * size, (number + 1) * size);
    for (int i = 0; i < size; i++) {
      image[i] /= 255;
    }
    return image;
  }

  private static int label(int number) {
    return (int) IMAGES.get("typical-labels")[number];
  }

  private static Certificate smoothing(Map<String, Object> options) {
    return Certificates.read("smoothing", Options.of(options));
  }

  /** By {@code scipy.stats}: {@code beta.ppf(alpha, count, of - count + 1)}, {@code norm.ppf}. */
  @Test
  void sharesAndRadiiAreThoseOfClopperPearsonAndTheTheorem() {
    assertThat(Smoothing.leastShare(99, 100, 0.001)).isCloseTo(0.9113731112960424, within(1e-9));
    assertThat(Smoothing.leastShare(10_000, 10_000, 0.001))
        .isCloseTo(0.9993094630025899, within(1e-9));
    assertThat(Smoothing.leastShare(6000, 10_000, 0.001))
        .isCloseTo(0.5847476703522463, within(1e-9));
    assertThat(Smoothing.leastShare(0, 100, 0.001)).isZero();
    assertThat(Smoothing.radius(0.9993094630025899, 0.5))
        .isCloseTo(0.5 * 3.1985775147383384, within(1e-7));
    assertThat(Smoothing.radius(0.5, 1)).isZero();
  }

  @Test
  void imagesAreCertifiedUpToTheirRadiusAndNoFarther() {
    Certificate certificate = smoothing(Map.of("samples", 1000));
    int certified = 0;
    int unknown = 0;
    for (int i = 0; i < 6; i++) {
      for (Proof proof : certificate.prove(model, image(i), label(i), i, EPSILONS)) {
        assertThat(proof.margin()).isNaN();
        // All of 1,000 draws prove 0.6158 at most: sigma 0.25 times a quantile of 2.4633.
        assertThat(proof.radius()).isBetween(0.0, 0.616);
        if (proof.status() == Status.CERTIFIED) {
          assertThat(proof.radius()).isGreaterThan(proof.epsilon());
          certified++;
        } else {
          unknown++;
        }
      }
    }
    assertThat(certified).isGreaterThan(6);
    assertThat(unknown).isGreaterThanOrEqualTo(12);
  }

  @Test
  void anotherLabelThanTheSmoothedModelsIsMisclassified() {
    Certificate certificate = smoothing(Map.of("samples", 500));
    Proof right = certificate.prove(model, image(0), label(0), 1, List.of(0.0)).get(0);
    Proof wrong = certificate.prove(model, image(0), (label(0) + 1) % 10, 1, List.of(0.0)).get(0);
    assertThat(right.status()).isEqualTo(Status.CERTIFIED);
    assertThat(wrong.status()).isEqualTo(Status.MISCLASSIFIED);
    assertThat(wrong.radius()).isEqualTo(right.radius());
  }

  @Test
  void tooFewDrawsAbstain() {
    Certificate certificate = smoothing(Map.of("samples", 9));
    for (Proof proof : certificate.prove(model, image(0), label(0), 1, EPSILONS)) {
      assertThat(proof.status()).isEqualTo(Status.UNKNOWN);
    }
  }

  @Test
  void theSameSeedGivesTheSameRadius() {
    Certificate certificate = smoothing(Map.of("sigma", 1.0, "samples", 300));
    double first = certificate.prove(model, image(2), label(2), 5, EPSILONS).get(0).radius();
    assertThat(certificate.prove(model, image(2), label(2), 5, EPSILONS).get(0).radius())
        .isEqualTo(first);
  }

  @Test
  void defensesThatHaveNoBoxAreSmoothedToo() {
    Certificate certificate = smoothing(Map.of("samples", 200, "sigma", 0.1));
    for (String defense : List.of("jpeg", "resize-and-pad")) {
      ModelRecipe recipe = Defenses.read(defense, Options.of(Map.of())).protect(PLAIN);
      assertThat(certificate.obstacle(recipe)).isEmpty();
      try (CertifiedModel defended = open(recipe)) {
        Proof proof = certificate.prove(defended, image(0), label(0), 1, List.of(0.01)).get(0);
        assertThat(proof.radius()).isPositive();
      }
    }
  }
}
