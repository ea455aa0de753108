package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.CLASSIFIER;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.IMAGES;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.SIZE;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.evaluation;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.examples;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.label;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.Target;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.evaluation.Example.Pictures;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

@ResourceLock(SampleEvaluations.ONE_AT_A_TIME)
class AttackEvaluationTest {
  @Test
  void clipsWhatStepsOutsideEpsilonAndTheRangeOfPixels() {
    ScriptedAttack evil =
        ScriptedAttack.changing(
            (clean, epsilon) -> {
              for (int i = 0; i < clean.length; i++) {
                int place = i % SIZE % 3;
                clean[i] = place == 0 ? 1e30f : place == 1 ? Float.NEGATIVE_INFINITY : -1;
              }
            });

    for (Example example : examples(evil, 3, 0.1f, 1f)) {
      float epsilon = example.epsilonIndex() == 0 ? 0.1f : 1;
      Pictures pictures = example.pictures().orElseThrow();
      for (int i = 0; i < SIZE; i++) {
        float clean = IMAGES.pixel(example.image(), i) / 255f;
        assertThat(pictures.clean()[i]).isEqualTo(clean);
        float bound = i % 3 == 0 ? Math.min(1, clean + epsilon) : Math.max(0, clean - epsilon);
        assertThat(pictures.adversarial()[i]).isBetween(Math.nextDown(bound), Math.nextUp(bound));
      }
      assertThat(example.perturbation().linf()).isLessThanOrEqualTo(epsilon);
    }
  }

  @Property(tries = 50)
  void everyAdversarialImageIsWithinEpsilonAndTheRangeOfPixels(
      @ForAll @FloatRange(min = 0, max = 1) float epsilon, @ForAll long seed) {
    Random random = new Random(seed);
    ScriptedAttack wild =
        ScriptedAttack.changing(
            (clean, bound) -> {
              for (int i = 0; i < clean.length; i++) {
                clean[i] += (float) (random.nextGaussian() * 2 * bound);
              }
            });

    for (Example example : examples(wild, 2, epsilon)) {
      Pictures pictures = example.pictures().orElseThrow();
      for (int i = 0; i < SIZE; i++) {
        float adversarial = pictures.adversarial()[i];
        assertThat(adversarial).isBetween(0f, 1f);
        assertThat((double) adversarial - pictures.clean()[i])
            .isBetween(-epsilon - 1e-7, epsilon + 1e-7);
      }
    }
  }

  @Test
  void imageBehindEveryExampleIsGivenAwayAsItIsScored() {
    ScriptedAttack nearest =
        new ScriptedAttack(
            Norm.LINF,
            // Whose own images are not attacked.
            Target.parse("class-1").orElseThrow(),
            (classifier, batch, epsilons, proposals) -> {
              float[] proposal = batch.pixels().clone();
              for (int i = 0; i < proposal.length; i++) {
                // The second image of the batch is too far for the first epsilon.
                proposal[i] += i / SIZE == 1 ? 0.2f : 0.05f;
              }
              proposals.proposeNearest(proposal);
            });
    for (Attack attack : List.of(ScriptedAttack.BRIGHTER, nearest)) {
      List<List<float[]>> given = List.of(new ArrayList<>(), new ArrayList<>());

      List<Example> examples =
          evaluation(30)
              .examples(
                  attack,
                  new float[] {0.1f, 0.3f},
                  AttackerView.of(CLASSIFIER),
                  (epsilon, values, from) ->
                      given.get(epsilon).add(Arrays.copyOfRange(values, from, from + SIZE)));

      assertThat(examples.get(1).attacked()).isEqualTo(attack != nearest);
      assertThat(given).allSatisfy(images -> assertThat(images).hasSize(30));
      for (int i = 0; i < examples.size(); i++) {
        assertThat(given.get(i / 30).get(i % 30))
            .isEqualTo(examples.get(i).pictures().orElseThrow().adversarial());
      }
    }
  }

  @Test
  void whatIsNoNumberChangesNothing() {
    ScriptedAttack broken =
        ScriptedAttack.changing((clean, epsilon) -> Arrays.fill(clean, Float.NaN));

    assertThat(examples(broken, 30, 0.3f))
        .allSatisfy(
            example -> {
              assertThat(example.adversarial()).isEqualTo(example.clean());
              assertThat(example.perturbation().changedValues()).isZero();
              assertThat(example.success()).isFalse();
            });
  }

  @Test
  void epsilonZeroLeavesImagesAndPredictions() {
    ScriptedAttack evil = ScriptedAttack.changing((clean, epsilon) -> Arrays.fill(clean, 0.7f));

    assertThat(examples(evil, 30, 0f))
        .hasSize(30)
        .allSatisfy(
            example -> {
              assertThat(example.adversarial()).isEqualTo(example.clean());
              assertThat(example.rounded()).isEqualTo(example.clean());
              assertThat(example.perturbation()).isEqualTo(new Example.Perturbation(0, 0, 0, 0, 0));
              assertThat(example.success()).isFalse();
            });
  }

  @Test
  void measuresThePerturbation() {
    byte[] pixels = new byte[SIZE];
    Arrays.fill(pixels, (byte) 128);
    byte[] predicted = {(byte) label(pixels)};
    ImageSet grey = new ImageSet(IMAGES.shape(), IMAGES.classes(), pixels, predicted);
    ScriptedAttack threePixels =
        ScriptedAttack.changing(
            (clean, epsilon) -> {
              clean[5] += 0.3f;
              clean[70] += 0.3f;
              clean[783] -= 0.1f;
            });

    Example example =
        new AttackEvaluation(
                CLASSIFIER, grey, new int[] {0}, new long[1], 0, AttackProtocol.standard())
            .examples(threePixels, new float[] {0.4f})
            .get(0);

    assertThat(example.perturbation().changedValues()).isEqualTo(3);
    assertThat(example.perturbation().l2()).isCloseTo(Math.sqrt(0.19), within(1e-6));
    assertThat(example.perturbation().linf()).isCloseTo(0.3, within(1e-6));
  }

  @Test
  void predictsForTheImagesThatItKeeps() {
    // No half grey levels, which rounding in float32 and in double may send different ways.
    float[] epsilons = {0.12f, 0.49f};
    for (Example example : examples(read("fgsm", Map.of()), 30, epsilons)) {
      Pictures pictures = example.pictures().orElseThrow();
      assertSame(example.clean(), pictures.clean());
      assertSame(example.adversarial(), pictures.adversarial());
      float[] stored = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        // To the nearest grey level, as a picture file has it.
        stored[i] = (int) Math.floor(pictures.adversarial()[i] * 255.0 + 0.5) / 255f;
      }
      assertSame(example.rounded(), stored);
    }
  }

  /** Half a grey level is 0.00196. */
  @Test
  void roundingUndoesWhatIsLessThanHalfAGreyLevel() {
    ScriptedAttack faint =
        ScriptedAttack.changing(
            (clean, epsilon) -> {
              for (int i = 0; i < clean.length; i++) {
                clean[i] += i % 2 == 0 ? epsilon : -epsilon;
              }
            });

    assertThat(examples(faint, 30, 0.0015f))
        .filteredOn(Example::attacked)
        .hasSizeGreaterThan(27)
        .allSatisfy(example -> assertThat(example.rounded()).isEqualTo(example.clean()))
        .allSatisfy(example -> assertThat(example.adversarial()).isNotEqualTo(example.clean()));
  }

  @Test
  void goesEpsilonByEpsilonInTheImagesOrder() {
    int[] numbers = {7, 3, 12};
    ScriptedAttack idle = ScriptedAttack.changing((clean, epsilon) -> {});

    List<Example> examples =
        new AttackEvaluation(CLASSIFIER, IMAGES, numbers, new long[3], 0, AttackProtocol.standard())
            .examples(idle, new float[] {0.2f, 0.1f});

    assertThat(examples).extracting(Example::epsilonIndex).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(examples).extracting(Example::image).containsExactly(7, 3, 12, 7, 3, 12);
    // The images' labels go round the ten classes.
    assertThat(examples).extracting(Example::label).containsExactly(7, 3, 2, 7, 3, 2);
    assertThat(examples).allSatisfy(example -> assertThat(example.effort().seconds()).isPositive());
  }

  @Test
  void keepsPicturesOfTheFirstImagesOnly() {
    try (NetworkClassifier quantized = TrainedSamples.quantized()) {
      List<Example> examples =
          new AttackEvaluation(
                  quantized, IMAGES, new int[] {4, 5, 6}, new long[3], 2, AttackProtocol.standard())
              .examples(ScriptedAttack.BRIGHTER, new float[] {0.1f, 0.2f});

      assertThat(examples)
          .extracting(example -> example.pictures().isPresent())
          .containsExactly(true, true, false, true, true, false);
      Pictures pictures = examples.get(4).pictures().orElseThrow();
      for (int i = 0; i < SIZE; i++) {
        assertThat((double) pictures.networkInputClean()[i])
            .isCloseTo(TrainedSamples.quantize(pictures.clean()[i]), within(1e-6));
        assertThat((double) pictures.networkInputAdversarial()[i])
            .isCloseTo(TrainedSamples.quantize(pictures.adversarial()[i]), within(1e-6));
      }
    }
  }

  @Test
  void tellsWhatTheStartingGradientWasLike() {
    float[] gradient = new float[3 * SIZE];
    gradient[SIZE] = 3;
    gradient[SIZE + 1] = -4;
    Arrays.fill(gradient, 2 * SIZE, 3 * SIZE, 1);
    gradient[2 * SIZE] = Float.POSITIVE_INFINITY;
    gradient[2 * SIZE + 9] = Float.NaN;
    ScriptedAttack asking =
        new ScriptedAttack(
            (classifier, batch, epsilons, proposals) -> {
              classifier.gradient(batch.pixels(), batch.count(), (image, logits, f, g) -> {});
              proposals.proposeNearest(batch.pixels());
            });
    Classifier source = new GivenGradient(gradient);

    List<Example> examples = evaluation(3).examples(asking, new float[] {0.1f, 0.2f}, source);

    for (int from = 0; from < 6; from += 3) {
      assertThat(examples.get(from).gradient()).contains(new GradientFacts(1, 0, 0));
      assertThat(examples.get(from + 1).gradient())
          .contains(new GradientFacts((SIZE - 2.0) / SIZE, 0, 5));
      GradientFacts facts = examples.get(from + 2).gradient().orElseThrow();
      assertThat(facts.zeroShare()).isZero();
      assertThat(facts.nonFinite()).isEqualTo(2);
    }
    assertThat(examples(ScriptedAttack.changing((clean, epsilon) -> {}), 3, 0.1f))
        .as("an attack without gradients")
        .allSatisfy(example -> assertThat(example.gradient()).isEmpty());
  }

  @Test
  void anAttackCannotChangeWhatItIsScoredAgainst() {
    ScriptedAttack forger =
        new ScriptedAttack(
            (classifier, batch, epsilons, proposals) -> {
              Arrays.fill(batch.pixels(), 0.5f);
              Arrays.fill(batch.labels(), 9);
              Arrays.fill(batch.targets(), 9);
              Arrays.fill(epsilons, 1);
              proposals.propose(0, batch.pixels());
            });

    List<Example> examples = examples(forger, 3, 0.1f);

    assertThat(examples).extracting(Example::label).containsExactly(0, 1, 2);
    assertThat(examples)
        .allSatisfy(
            example ->
                assertThat(example.pictures().orElseThrow().clean()[0])
                    .isEqualTo(IMAGES.pixel(example.image(), 0) / 255f))
        .allSatisfy(
            example -> assertThat(example.perturbation().linf()).isLessThanOrEqualTo(0.1f + 1e-7));
  }

  @Test
  void refusesTwoProposalsForOneEpsilonAndNone() {
    ScriptedAttack twice =
        new ScriptedAttack(
            (classifier, batch, epsilons, proposals) -> {
              proposals.propose(0, batch.pixels());
              proposals.propose(0, batch.pixels());
            });
    ScriptedAttack never = new ScriptedAttack((classifier, batch, epsilons, proposals) -> {});

    assertThatThrownBy(() -> examples(twice, 2, 0.1f, 0.3f))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two proposals for epsilon 0.1");
    assertThatThrownBy(() -> examples(never, 2, 0.1f, 0.3f))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no proposal for epsilon 0.1");
  }

  @Test
  void theNearestImageCountsWhereItIsWithinEpsilon() {
    ScriptedAttack nearest =
        new ScriptedAttack(
            Norm.L2,
            Target.NONE,
            (classifier, batch, epsilons, proposals) -> {
              float[] images = batch.pixels();
              for (int i = 0; i < batch.count(); i++) {
                images[i * SIZE + 5] = 0.5f;
                images[i * SIZE + 6] = -8;
              }
              proposals.proposeNearest(images);
            });

    List<Example> examples = examples(nearest, 3, 2f, 0.01f);

    for (int i = 0; i < 3; i++) {
      Pictures within = examples.get(i).pictures().orElseThrow();
      assertThat(within.adversarial()[5]).isEqualTo(0.5f);
      assertThat(within.adversarial()[6]).as("in the range of pixels").isZero();
      assertThat(examples.get(i).perturbation().changedValues()).isEqualTo(2);
      Pictures beyond = examples.get(3 + i).pictures().orElseThrow();
      assertThat(beyond.adversarial()).as("not shortened").isEqualTo(beyond.clean());
    }
  }

  @Test
  void tellsWhichSuccessesWereReused() {
    ScriptedAttack second =
        new ScriptedAttack(
            (classifier, batch, epsilons, proposals) -> {
              proposals.propose(0, batch.pixels());
              proposals.propose(1, batch.pixels(), new boolean[] {false, true, false});
            });

    assertThat(examples(second, 3, 0.1f, 0.2f))
        .extracting(Example::reused)
        .containsExactly(false, false, false, false, true, false);
  }

  @Test
  void resultsDoNotDependOnWhatElseIsInTheUnit() {
    Attack attack =
        read(
            "pgd",
            Map.of("iterations", 3, "stop", "after-all-iterations", "reuse-successes", "never"));
    long[] seeds = LongStream.range(50, 80).toArray();
    int[] some = {17, 4, 8, 20, 25};
    float[] epsilons = {0.05f, 0.2f};

    List<Example> all =
        new AttackEvaluation(
                CLASSIFIER,
                IMAGES,
                IntStream.range(0, 30).toArray(),
                seeds,
                0,
                AttackProtocol.standard())
            .examples(attack, epsilons);
    List<Example> few =
        new AttackEvaluation(
                CLASSIFIER,
                IMAGES,
                some,
                Arrays.stream(some).mapToLong(i -> 50 + i).toArray(),
                0,
                AttackProtocol.standard())
            .examples(attack, epsilons);

    for (int e = 0; e < 2; e++) {
      for (int i = 0; i < some.length; i++) {
        Example one = few.get(e * some.length + i);
        Example other = all.get(e * 30 + some[i]);
        assertThat(one.completed(Optional.empty(), Example.Effort.NONE))
            .isEqualTo(other.completed(Optional.empty(), Example.Effort.NONE));
      }
    }
  }

  /** The logits of the classifier and a gradient of the test's. */
  private record GivenGradient(float[] values) implements Classifier {
    @Override
    public ImageShape shape() {
      return CLASSIFIER.shape();
    }

    @Override
    public int classes() {
      return CLASSIFIER.classes();
    }

    @Override
    public float[] logits(float[] images, int count) {
      return CLASSIFIER.logits(images, count);
    }

    @Override
    public Gradient gradient(float[] images, int count, LogitsFunction function) {
      return new Gradient(logits(images, count), values.clone());
    }
  }

  /** Compares with a batch of this one image. */
  private static void assertSame(Prediction prediction, float[] image) {
    float[] logits = CLASSIFIER.logits(image, 1);
    int label = Logits.argmax(logits, 0, 10);
    assertThat(prediction.label()).isEqualTo(label);
    assertThat(prediction.confidence()).isEqualTo(Logits.probability(logits, 0, 10, label));
  }
}
