package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.options.InvalidOption;

class AutoAttackTest {
  private static final float[] GREY = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};

  @ParameterizedTest
  @CsvSource({
    "standard, linf",
    "standard, l2",
    "plus, linf",
    "plus, l2",
    "rand, linf",
    "standard, l1",
    "plus, l1"
  })
  void breaksWhatCanBeBrokenAndNothingElse(String version, String name) {
    Norm norm = Norm.valueOf(name.toUpperCase(Locale.ROOT));
    for (int seed = 0; seed < 10; seed++) {
      LinearSample sample = LinearSample.draw(GREY, 5, seed);
      double nearest = sample.nearest(norm);
      float inside = (float) (1.02 * nearest);
      float outside = (float) (0.98 * nearest);

      RecordedResults results =
          Batches.run(
              attack("autoattack", "version", version, "norm", name, "queries", 50),
              sample.classifier(),
              sample.batch(),
              inside,
              outside);

      assertThat(results.images.get(1)).as("out of reach").isEqualTo(GREY);
      if (!version.equals("rand")) {
        float[] found = results.images.get(0);
        assertThat(Batches.predictions(sample.classifier(), found)[0]).isNotEqualTo(sample.label());
        assertThat(norm.within(inside, GREY, found, 0, 6)).isTrue();
      }
      assertThat(results.reused.get(0)).containsExactly(false);
    }
  }

  @Test
  void whatThePartsBeforeHaveBrokenIsLeftAlone() {
    LinearSample sample = LinearSample.draw(GREY, 4, 3);
    CountingClassifier counting = new CountingClassifier(sample.classifier());

    Batches.run(attack("autoattack"), counting, sample.batch(), (float) (3 * sample.nearestLinf()));

    assertThat(counting.gradients).as("of the first part alone").hasSizeLessThan(30);
    assertThat(counting.inferences).hasSize(1);
  }

  @Test
  void tellsWhichPartBrokeAnImage() {
    LinearSample sample = LinearSample.draw(GREY, 4, 3);
    float far = (float) (3 * sample.nearestLinf());
    float near = (float) (0.1 * sample.nearestLinf());

    RecordedResults results =
        Batches.run(attack("autoattack"), sample.classifier(), sample.batch(), far, near, 2 * far);

    assertThat(results.foundBy.get(0)).containsExactly("apgd/cross-entropy");
    assertThat(results.foundBy.get(1)).containsOnlyNulls();
    assertThat(results.foundBy.get(2)).as("reused").containsExactly("apgd/cross-entropy");
  }

  /** The nearest images are searched for once, whatever the number of epsilons. */
  @Test
  void oneSearchForTheBoundaryAnswersAllEpsilons() {
    LinearSample sample = LinearSample.draw(GREY, 4, 3);
    float near = (float) (0.1 * sample.nearestLinf());
    CountingClassifier once = new CountingClassifier(sample.classifier());
    CountingClassifier thrice = new CountingClassifier(sample.classifier());
    Attack attack = attack("autoattack", "iterations", 10, "queries", 7);

    Batches.run(attack, once, sample.batch(), near);
    Batches.run(attack, thrice, sample.batch(), near, near / 2, near / 4);

    int ofGradientParts = 11 + 3 * 11;
    int ofBoundary = 3 * 10;
    assertThat(sum(once.gradients)).isEqualTo(ofGradientParts + ofBoundary);
    assertThat(sum(thrice.gradients)).isEqualTo(3 * ofGradientParts + ofBoundary);
  }

  /** Five starts with cross-entropy and five targets, each through three balls. */
  @Test
  void inL1ItBeginsMoreOften() {
    LinearSample sample = LinearSample.draw(GREY, 8, 3);
    CountingClassifier counting = new CountingClassifier(sample.classifier());
    Attack attack = attack("autoattack", "norm", "l1", "iterations", 10, "queries", 7);

    Batches.run(attack, counting, sample.batch(), (float) (0.1 * sample.nearestL1()));

    int ofGradientParts = (5 + 5) * (10 + 3);
    int ofBoundary = 7 * 10;
    assertThat(sum(counting.gradients)).isEqualTo(ofGradientParts + ofBoundary);
  }

  private static int sum(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void itNeedsFourClasses() {
    LinearSample sample = LinearSample.draw(GREY, 3, 3);
    assertThatThrownBy(
            () -> Batches.run(attack("autoattack"), sample.classifier(), sample.batch(), 0.001f))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("where there are fewer than 4 classes");
  }
}
