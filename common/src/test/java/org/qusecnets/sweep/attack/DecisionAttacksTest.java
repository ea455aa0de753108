package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.attack.norm.GreyLevels;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.recipe.Classifier;

/** {@code boundary} and {@code hopskipjump}: searches that see labels only. */
class DecisionAttacksTest {
  private static final int SIZE = 48;

  private static float[] grey() {
    float[] grey = new float[SIZE];
    Arrays.fill(grey, 0.5f);
    return grey;
  }

  private static float[] nearest(Attack attack, ExactClassifier classifier, float[] clean) {
    return Batches.run(attack, classifier, Batches.untargeted(clean.clone(), 0)).nearest;
  }

  @ParameterizedTest
  @CsvSource({
    "hopskipjump, L2, blended-noise, 1.1",
    "hopskipjump, L2, salt-and-pepper, 1.1",
    "hopskipjump, LINF, blended-noise, 1.15",
    "boundary, L2, blended-noise, 1.1",
    "boundary, L2, salt-and-pepper, 1.1"
  })
  void comeNearToTheNearestBoundaryOfALinearClassifier(
      String type, Norm norm, String start, double most) {
    for (int seed = 0; seed < 3; seed++) {
      LinearSample sample = LinearSample.draw(grey(), 2, seed);
      Attack attack =
          type.equals("boundary")
              ? attack(type, "queries", 10_000, "start", start)
              : attack(
                  type, "queries", 5000, "start", start, "norm", norm == Norm.L2 ? "l2" : "linf");

      float[] found = Batches.run(attack, sample.classifier(), sample.batch()).nearest;

      double nearest = norm == Norm.L2 ? sample.nearestL2() : sample.nearestLinf();
      assertThat(norm.distance(grey(), found, 0, SIZE))
          .isBetween(nearest * (1 - 1e-5), nearest * most);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"boundary", "hopskipjump"})
  void noImageAsksForMoreThanItsBudget(String type) {
    LinearSample sample = LinearSample.draw(grey(), 3, 1);
    for (int queries : new int[] {1, 2, 5, 60, 137, 400}) {
      for (String end : new String[] {"boundary", "grey-levels"}) {
        if (queries > 8 || end.equals("boundary")) {
          CountingClassifier counting = new CountingClassifier(sample.classifier());

          Batches.run(attack(type, "queries", queries, "end", end), counting, sample.batch());

          assertThat(counting.inferences.stream().mapToInt(i -> i).sum())
              .isLessThanOrEqualTo(queries);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "boundary, blended-noise, 200",
    "boundary, salt-and-pepper, 100",
    "hopskipjump, blended-noise, 200",
    "hopskipjump, salt-and-pepper, 100"
  })
  void whereNothingIsAdversarialTheyEndWithTheCleanImage(String type, String start, int draws) {
    CountingClassifier counting = new CountingClassifier(new Answers(image -> -1));

    RecordedResults found =
        Batches.run(
            attack(type, "start", start), counting, Batches.untargeted(grey(), 0), 0.1f, 100);

    assertThat(found.nearest).isEqualTo(grey());
    assertThat(found.queries.get(1)).containsExactly(0);
    assertThat(counting.inferences)
        .as("a hundred of each kind of noise")
        .hasSize(draws)
        .containsOnly(1);
  }

  @ParameterizedTest
  @CsvSource({"boundary, l2", "hopskipjump, l2", "hopskipjump, linf"})
  void whereEverythingIsAdversarialTheyComeToTheCleanImage(String type, String norm) {
    Attack attack =
        type.equals("boundary")
            ? attack(type, "queries", 3000)
            : attack(type, "queries", 3000, "norm", norm);

    float[] found = nearest(attack, new Answers(image -> 1), grey());

    assertThat(found).doesNotContain(Float.NaN);
    assertThat(attack.norm().distance(grey(), found, 0, SIZE)).isLessThan(0.01);
  }

  /** Black or white to the classifier, which changes its mind where 8 of 48 pixels are flipped. */
  private static Answers hardLevels() {
    return new Answers(image -> Arrays.stream(image).filter(value -> value > 0.5).count() - 7.5);
  }

  @ParameterizedTest
  @CsvSource({"boundary, 6000, 2.5", "hopskipjump, 6000, 1.6"})
  void plateausOfHardLevelsEndNothing(String type, int queries, double most) {
    float[] clean = new float[SIZE];
    Random random = new Random(5);
    double[] costs = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      clean[i] = 0.4f * random.nextFloat();
      costs[i] = Math.pow(0.5 - clean[i], 2);
    }
    Arrays.sort(costs);
    double optimum = Math.sqrt(Arrays.stream(costs).limit(8).sum());

    float[] found = nearest(attack(type, "queries", queries), hardLevels(), clean);

    assertThat(Batches.predictions(hardLevels(), found)).containsExactly(1);
    assertThat(Norm.L2.distance(clean, found, 0, SIZE)).isBetween(optimum, optimum * most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boundary", "hopskipjump"})
  void whereUniformNoiseIsTheImagesOwnClassSaltAndPepperFollows(String type) {
    Answers extremes =
        new Answers(image -> Arrays.stream(image).filter(v -> v == 0 || v == 1).count() - 9.5);

    float[] found =
        nearest(attack(type, "start", "blended-noise", "queries", 400), extremes, grey());

    assertThat(Batches.predictions(extremes, found)).containsExactly(1);
  }

  /** A point beside a single threshold: all probes agree, whichever way they go. */
  @ParameterizedTest
  @ValueSource(strings = {"l2", "linf"})
  void probesThatAllAgreeLeadOn(String norm) {
    Answers halves = new Answers(image -> Math.rint(image[0] * 2) == 0 ? -1 : 1);

    float[] found =
        nearest(attack("hopskipjump", "norm", norm, "queries", 1000), halves, new float[SIZE]);

    assertThat(Batches.predictions(halves, found)).containsExactly(1);
    assertThat((double) found[0]).isBetween(0.25, 0.26);
  }

  @ParameterizedTest
  @CsvSource({"boundary, 700", "hopskipjump, 700", "pointwise, 0", "single-pixel, 0"})
  void tellTheSmallestNumberOfQueriesThatIsEnough(String type, int queries) {
    ExactClassifier classifier = LinearSample.draw(grey(), 3, 4).classifier();
    int label = Batches.predictions(classifier, grey())[0];
    float[] epsilons =
        type.equals("boundary") || type.equals("hopskipjump")
            ? new float[] {3, 0.01f, 1.5f, 100}
            : new float[] {1, 0.1f, 0.01f, 0.5f};
    Attack attack = queries == 0 ? attack(type) : attack(type, "queries", queries);
    Recording recording = new Recording(classifier, grey(), new ArrayList<>());

    RecordedResults results =
        Batches.run(attack, recording, Batches.untargeted(grey(), label), epsilons);

    for (int e = 0; e < epsilons.length; e++) {
      assertThat(results.queries.get(e)[0])
          .as("epsilon " + epsilons[e])
          .isEqualTo(recording.firstWithin(attack.norm(), epsilons[e], label));
    }
  }

  /** Those that stop at the first success; of a search by trials the trials count. */
  @ParameterizedTest
  @CsvSource({"random-noise, 1", "local-search, 1", "square, 1"})
  void attacksThatStopTellAllThatTheyAsked(String type, float epsilon) {
    float[] pixels = grey();
    Arrays.fill(pixels, 0, SIZE / 2, 0.8f);
    LinearSample sample = LinearSample.draw(pixels, 2, 4);
    CountingClassifier counting = new CountingClassifier(sample.classifier());

    RecordedResults results = Batches.run(attack(type), counting, sample.batch(), epsilon);

    assertThat(results.queries.get(0)[0])
        .isPositive()
        .isEqualTo(counting.inferences.stream().mapToInt(i -> i).sum());
  }

  @ParameterizedTest
  @ValueSource(strings = {"boundary", "hopskipjump"})
  void whatEndsOnGreyLevelsStaysAdversarialWhenItIsStored(String type) {
    LinearSample sample = LinearSample.draw(GreyLevels.nearest(grey()), 2, 6);

    float[] found =
        Batches.run(
                attack(type, "queries", 1500, "end", "grey-levels"),
                sample.classifier(),
                sample.batch())
            .nearest;

    assertThat(found).isEqualTo(GreyLevels.nearest(found));
    assertThat(Batches.predictions(sample.classifier(), found)[0]).isNotEqualTo(sample.label());
  }

  @ParameterizedTest
  @ValueSource(strings = {"boundary", "hopskipjump"})
  void aBudgetThatTheEndTakesWholeIsRefused(String type) {
    assertThatThrownBy(() -> attack(type, "queries", 8, "end", "grey-levels"))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("queries must be above 8 where end is grey-levels, was 8");
  }

  /** Keeps what it is asked of a single image, in order. */
  private record Recording(Classifier classifier, float[] clean, List<float[]> asked)
      implements Classifier {
    /**
     * The number of the first query of something adversarial within epsilon, 0 if there is none.
     */
    int firstWithin(Norm norm, float epsilon, int label) {
      return 1
          + IntStream.range(0, asked.size())
              .filter(q -> norm.within(epsilon, clean, asked.get(q), 0, clean.length))
              .filter(q -> Batches.predictions(classifier, asked.get(q))[0] != label)
              .findFirst()
              .orElse(-1);
    }

    @Override
    public ImageShape shape() {
      return classifier.shape();
    }

    @Override
    public int classes() {
      return classifier.classes();
    }

    @Override
    public float[] logits(float[] images, int count) {
      for (int i = 0; i < count; i++) {
        asked.add(Arrays.copyOfRange(images, i * clean.length, (i + 1) * clean.length));
      }
      return classifier.logits(images, count);
    }

    @Override
    public Gradient gradient(float[] images, int count, LogitsFunction function) {
      throw new UnsupportedOperationException("no gradients here");
    }
  }

  /** Class 1 where a function of the image is positive; gradients are nobody's business. */
  private static final class Answers extends ExactClassifier {
    private final ToDoubleFunction<double[]> function;

    Answers(ToDoubleFunction<double[]> function) {
      super(new ImageShape(1, 6, 8), 2);
      this.function = function;
    }

    @Override
    double[] logits(double[] image) {
      return new double[] {0, function.applyAsDouble(image)};
    }

    @Override
    double[] backward(double[] image, double[] gradient) {
      throw new UnsupportedOperationException("no gradients here");
    }
  }
}
