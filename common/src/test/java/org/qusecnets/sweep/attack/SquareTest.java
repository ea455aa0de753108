package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.squares.Squares;
import org.qusecnets.sweep.dataset.ImageShape;

class SquareTest {
  private static final ImageShape SHAPE = new ImageShape(2, 7, 9);

  /** Two classes whose logits differ by the sum of the first channel less that of the second. */
  private static LinearClassifier classifier(double bias) {
    double[][] weights = new double[2][SHAPE.size()];
    Arrays.fill(weights[1], 0, SHAPE.size() / 2, 1.0);
    Arrays.fill(weights[1], SHAPE.size() / 2, SHAPE.size(), -1.0);
    return new LinearClassifier(SHAPE, weights, bias, 0);
  }

  private static float[] grey() {
    float[] grey = new float[SHAPE.size()];
    Arrays.fill(grey, 0.5f);
    return grey;
  }

  @ParameterizedTest
  @CsvSource({"linf, 0.1, 11", "l2, 1, 2", "l1, 6, 1"})
  void findsWhatIsInTheBall(String norm, float epsilon, double gap) {
    // There are 126 values of 0.1 each; in L2 two lobes of a square cancel out in part.
    LinearClassifier classifier = classifier(gap);
    AttackBatch batch = Batches.untargeted(grey(), 0);

    float[] found =
        Batches.run(attack("square", "norm", norm), classifier, batch, epsilon).images.get(0);

    assertThat(Batches.predictions(classifier, found)).containsExactly(1);
    Norm of = Norm.valueOf(norm.toUpperCase(Locale.ROOT));
    assertThat(of.within(epsilon, grey(), found, 0, SHAPE.size())).isTrue();
  }

  @Test
  void imagesLeaveWhenTheyFallAndNoMoreIsAskedThanAllowed() {
    CountingClassifier counting = new CountingClassifier(classifier(1000));
    Batches.run(attack("square", "queries", 25), counting, Batches.untargeted(grey(), 0), 0.1f);
    assertThat(counting.gradients).isEmpty();
    assertThat(counting.inferences).as("after the first several at a time").hasSizeLessThan(25);

    CountingClassifier once = new CountingClassifier(classifier(1000));
    Batches.run(attack("square", "queries", 1), once, Batches.untargeted(grey(), 0), 0.1f);
    assertThat(once.inferences).containsExactly(1);

    CountingClassifier easy = new CountingClassifier(classifier(-1));
    Batches.run(attack("square"), easy, Batches.untargeted(grey(), 0), 0.1f);
    assertThat(easy.inferences).as("adversarial at the first query").containsExactly(1);
  }

  /** The algorithm as it is written: one query after another. */
  @ParameterizedTest
  @CsvSource({"linf, 0.1", "l2, 1", "l1, 6"})
  void queriesTogetherGiveWhatQueriesInTurnGive(String name, float epsilon) {
    Norm norm = Norm.valueOf(name.toUpperCase(Locale.ROOT));
    LinearClassifier classifier = classifier(1000);
    AttackBatch batch = Batches.untargeted(grey(), 0);
    Squares squares = Squares.of(norm, SHAPE, epsilon);
    float[] best = grey();
    double lead = Double.POSITIVE_INFINITY;
    for (int query = 0; query < 400; query++) {
      float[] tried = best.clone();
      SplittableRandom random =
          batch.random(0, (long) Float.floatToIntBits(epsilon) << Integer.SIZE | query);
      if (query == 0) {
        squares.begin(grey(), tried, 0, random);
      } else {
        int halvings = query > 201 ? 3 : query > 51 ? 2 : query > 11 ? 1 : 0;
        squares.change(grey(), tried, 0, squares.side(0.8 / (1 << halvings)), random);
      }
      norm.projectOne(epsilon, grey(), tried, 0, SHAPE.size());
      float[] logits = classifier.logits(tried, 1);
      if ((double) logits[0] - logits[1] < lead) {
        lead = (double) logits[0] - logits[1];
        best = tried;
      }
    }

    float[] found =
        Batches.run(attack("square", "norm", name, "queries", 400), classifier, batch, epsilon)
            .images
            .get(0);

    assertThat(found).isEqualTo(best);
  }

  @Test
  void tellsAfterHowManyQueriesAnImageFell() {
    LinearClassifier classifier = classifier(11);
    AttackBatch batch = Batches.untargeted(grey(), 0);

    RecordedResults found = Batches.run(attack("square"), classifier, batch, 0.01f, 0.1f, 0.2f);

    int asked = found.queries.get(1)[0];
    assertThat(found.queries.get(0)).containsExactly(0);
    assertThat(asked).isGreaterThan(1);
    assertThat(found.queries.get(2)).as("reused").containsExactly(asked);
    assertThat(predictionWith(classifier, batch, asked)).isEqualTo(1);
    assertThat(predictionWith(classifier, batch, asked - 1)).isEqualTo(0);
  }

  private static int predictionWith(LinearClassifier classifier, AttackBatch batch, int queries) {
    Attack attack = attack("square", "queries", queries);
    float[] found = Batches.run(attack, classifier, batch, 0.1f).images.get(0);
    return Batches.predictions(classifier, found)[0];
  }

  /** With one value a square changes it to one side or the other: soon there is nothing new. */
  @Test
  void whatWasAskedBeforeIsNotAskedAgain() {
    ImageShape one = new ImageShape(1, 1, 1);
    CountingClassifier counting =
        new CountingClassifier(new LinearClassifier(one, new double[][] {{0}, {1}}, 1000, 0));
    AttackBatch batch = Batches.untargeted(new float[] {0.5f}, 0);

    Batches.run(attack("square"), counting, batch, 0.1f);

    assertThat(counting.inferences.stream().mapToInt(Integer::intValue).sum()).isLessThan(5);
  }

  @Test
  void theMarginNeverRises() {
    LinearClassifier classifier = classifier(12);
    double former = Double.POSITIVE_INFINITY;
    for (int queries : new int[] {1, 5, 20, 100, 400}) {
      float[] found =
          Batches.run(
                  attack("square", "queries", queries),
                  classifier,
                  Batches.untargeted(grey(), 0),
                  0.1f)
              .images
              .get(0);
      float[] logits = classifier.logits(found, 1);
      assertThat((double) logits[0] - logits[1]).isLessThanOrEqualTo(former);
      former = logits[0] - logits[1];
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void squaresOfTheEuclideanBallKeepItsLength(int side) {
    Squares squares = Squares.of(Norm.L2, SHAPE, 0.5f);
    float[] clean = grey();
    float[] image = clean.clone();
    SplittableRandom random = new SplittableRandom(side);
    squares.begin(clean, image, 0, random);
    for (int i = 0; i < 50; i++) {
      assertThat(Norm.L2.distance(clean, image, 0, SHAPE.size())).isCloseTo(0.5, within(1e-5));
      squares.change(clean, image, 0, side, random);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void squaresOfTheL1BallHaveAtLeastItsLengthBeforeTheyAreProjected(int side) {
    Squares squares = Squares.of(Norm.L1, SHAPE, 1);
    float[] clean = grey();
    float[] image = clean.clone();
    SplittableRandom random = new SplittableRandom(side);
    squares.begin(clean, image, 0, random);
    for (int i = 0; i < 50; i++) {
      assertThat(Norm.L1.distance(clean, image, 0, SHAPE.size())).isGreaterThan(0.99);
      Norm.L1.projectOne(1, clean, image, 0, SHAPE.size());
      assertThat(Norm.L1.distance(clean, image, 0, SHAPE.size())).isBetween(0.99, 1.0);
      squares.change(clean, image, 0, side, random);
    }
  }

  @Test
  void squaresReachEveryValue() {
    Squares squares = Squares.of(Norm.LINF, SHAPE, 0.1f);
    boolean[] changed = new boolean[SHAPE.size()];
    SplittableRandom random = new SplittableRandom(new Random(3).nextLong());
    for (int i = 0; i < 2000; i++) {
      float[] image = grey();
      squares.change(grey(), image, 0, 2, random);
      for (int v = 0; v < image.length; v++) {
        changed[v] |= image[v] != 0.5f;
      }
    }
    assertThat(changed).containsOnly(true);
  }
}
