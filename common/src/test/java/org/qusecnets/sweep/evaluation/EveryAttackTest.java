package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.CLASSIFIER;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.SIZE;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.evaluation;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.examples;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.read;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackTable;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.evaluation.Example.Perturbation;
import org.qusecnets.sweep.evaluation.Example.Pictures;

/** What holds for every attack once it is evaluated. */
@ResourceLock(SampleEvaluations.ONE_AT_A_TIME)
class EveryAttackTest {
  private static final float[] EPSILONS = {0.2f, 0f, 0.05f};
  private static final int ATTACKED = 8;

  /** Of float32. */
  private static final double ROUNDING = 1e-6;

  /** What became of some images under one attack, and what it asked for. */
  private record Outcome(Attack attack, List<Example> examples, ObservedClassifier source) {
    static Outcome of(Attack attack) {
      ObservedClassifier source = new ObservedClassifier(CLASSIFIER, ATTACKED);
      return new Outcome(attack, evaluation(ATTACKED).examples(attack, EPSILONS, source), source);
    }
  }

  private static final List<Outcome> OUTCOMES =
      AttackTable.quick().stream().map(Outcome::of).toList();

  static Stream<Outcome> outcomes() {
    return OUTCOMES.stream();
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void everyAttackStaysWithinEpsilon(Outcome outcome) {
    Norm norm = outcome.attack().norm();
    assertThat(outcome.examples()).hasSize(ATTACKED * EPSILONS.length);
    for (Example example : outcome.examples()) {
      float epsilon = EPSILONS[example.epsilonIndex()];
      Pictures pictures = example.pictures().orElseThrow();
      assertThat(norm.within(epsilon, pictures.clean(), pictures.adversarial(), 0, SIZE)).isTrue();
      for (float value : pictures.adversarial()) {
        assertThat(value).isBetween(0f, 1f);
      }
      if (epsilon == 0) {
        assertThat(pictures.adversarial()).isEqualTo(pictures.clean());
        assertThat(example.success()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void sizesOfPerturbationsAreInTheUnitOfEpsilon(Outcome outcome) {
    Norm norm = outcome.attack().norm();
    for (Example example : outcome.examples()) {
      double epsilon = EPSILONS[example.epsilonIndex()];
      Perturbation found = example.perturbation();
      assertThat(found.l0()).isEqualTo((double) found.changedValues() / SIZE);
      if (norm == Norm.L0) {
        assertThat(found.l0()).isLessThanOrEqualTo(epsilon);
      } else {
        double size = norm == Norm.L2 ? found.l2() : found.linf();
        double room = norm == Norm.L2 ? ROUNDING : 0;
        assertThat(size).isLessThanOrEqualTo(epsilon * (1 + room) + room);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void whatIsReusedWasASuccess(Outcome outcome) {
    for (int i = 0; i < ATTACKED; i++) {
      Example large = outcome.examples().get(i);
      Example small = outcome.examples().get(2 * ATTACKED + i);
      assertThat(large.image()).isEqualTo(small.image());
      assertThat(small.reused()).as("nothing succeeds at epsilon 0").isFalse();
      if (large.reused()) {
        assertThat(small.success()).isTrue();
        assertThat(large.adversarial()).isEqualTo(small.adversarial());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void everyAttackTellsWhatItSpentAndStartedFrom(Outcome outcome) {
    List<Example> examples = outcome.examples();
    ObservedClassifier source = outcome.source();
    long choosingTargets = outcome.attack().target().usesLogits() ? ATTACKED : 0;

    List<Example> ofOneEpsilon = examples.subList(0, ATTACKED);
    assertThat(ofOneEpsilon.stream().mapToDouble(example -> example.effort().gradients()).sum())
        .isCloseTo((double) source.gradients(), within(1e-6));
    assertThat(ofOneEpsilon.stream().mapToDouble(example -> example.effort().inferences()).sum())
        .isCloseTo((double) source.inferences() - choosingTargets, within(1e-6));
    assertThat(source.gradients() + source.inferences()).isPositive();
    assertThat(examples)
        .filteredOn(Example::attacked)
        .hasSizeGreaterThan(2 * ATTACKED)
        .allSatisfy(
            example ->
                assertThat(example.gradient().isPresent())
                    .as("the starting gradient's facts")
                    .isEqualTo(outcome.attack().access() == Access.GRADIENTS));
  }

  @Test
  void strongAttackSucceeds() {
    List<Example> examples = examples(read("fgsm", Map.of()), 30, 0f, 0.5f);

    assertThat(examples.subList(0, 30)).noneMatch(Example::success);
    assertThat(examples.subList(0, 30))
        .as("clean images that are right")
        .filteredOn(example -> example.clean().label() == example.label())
        .hasSizeGreaterThan(27);
    assertThat(examples.subList(30, 60)).filteredOn(Example::success).hasSizeGreaterThan(15);
  }

  @Test
  void strongerAttacksSucceedMoreOften() {
    float epsilon = 0.25f;
    long noise = successes(read("random-noise", Map.of("distribution", "uniform")), epsilon);
    long singleStep = successes(read("fgsm", Map.of()), epsilon);
    long iterative = successes(read("bim", Map.of("stop", "after-all-iterations")), epsilon);
    long untilSuccess = successes(read("bim", Map.of()), epsilon);

    assertThat(singleStep).isGreaterThan(noise);
    assertThat(iterative).isGreaterThanOrEqualTo(singleStep);
    assertThat(untilSuccess).isGreaterThanOrEqualTo(iterative);
  }

  private static long successes(Attack attack, float epsilon) {
    return examples(attack, 30, epsilon).stream().filter(Example::success).count();
  }

  static Stream<Outcome> independentOfOtherEpsilons() {
    return OUTCOMES.stream().filter(outcome -> outcome.attack().epsilonsAreIndependent());
  }

  @ParameterizedTest
  @MethodSource("independentOfOtherEpsilons")
  void whatIsSaidToBeIndependentOfTheOtherEpsilonsIs(Outcome outcome) {
    for (int e = 0; e < EPSILONS.length; e++) {
      int epsilon = e;
      List<Example> alone =
          evaluation(ATTACKED).examples(outcome.attack(), new float[] {EPSILONS[e]}, CLASSIFIER);
      List<Example> together =
          outcome.examples().stream().filter(example -> example.epsilonIndex() == epsilon).toList();
      assertThat(alone).hasSameSizeAs(together);
      for (int i = 0; i < ATTACKED; i++) {
        assertThat(alone.get(i))
            .usingRecursiveComparison()
            .ignoringFields("epsilonIndex", "effort.seconds")
            .isEqualTo(together.get(i));
      }
    }
  }
}
