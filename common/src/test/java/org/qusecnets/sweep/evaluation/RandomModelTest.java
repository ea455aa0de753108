package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.read;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.Rows;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputTransform;

/** Attacks on a model that draws random numbers, whose successes other draws may not confirm. */
class RandomModelTest {
  private static final float[] EPSILONS = {0.1f, 0.2f, 0.3f, 0.4f};
  private static final int IMAGES_ATTACKED = 10;
  private static final int DRAWS = 5;

  private static final NetworkClassifier RANDOM =
      TrainedSamples.behind(
          (InputTransform) Defenses.read("resize-and-pad", Options.of(Map.of("padding", 0))));

  @AfterAll
  static void close() {
    RANDOM.close();
  }

  static List<Attack> stopping() {
    return List.of(
        read("bim", Map.of()),
        read("apgd", Map.of("iterations", 20)),
        read("apgd", Map.of("iterations", 10, "loss", "targeted-dlr", "targets", 3)),
        read("autoattack", Map.of("version", "rand", "iterations", 20)),
        read("pgd", Map.of("iterations", 20, "step-size", 0.1, "restarts", 2)));
  }

  private static List<Example> examples(Attack attack, float... epsilons) {
    return SampleEvaluations.examples(
        RANDOM,
        attack,
        AttackerView.of(RANDOM, GradientWay.EXACT, DRAWS),
        Rows.all(IMAGES_ATTACKED),
        epsilons);
  }

  @ParameterizedTest
  @MethodSource("stopping")
  void noSuccessOfOneLookEndsAnAttack(Attack attack) {
    List<Example> examples = examples(attack, EPSILONS);

    assertThat(attack.isForRandomModels()).isTrue();
    assertThat(examples).noneMatch(Example::reused);
    assertThat(
            examples.stream()
                .filter(example -> example.epsilonIndex() == EPSILONS.length - 1)
                .filter(Example::attacked))
        .isNotEmpty()
        .allMatch(Example::success);
  }

  @Test
  void noSuccessOfOneLookIsReusedAtALargerEpsilon() {
    Attack noise = read("random-noise", Map.of("distribution", "uniform", "draws", 5));

    List<Example> examples = examples(noise, 0.6f, 0.8f, 1);

    assertThat(examples).anyMatch(Example::success).noneMatch(Example::reused);
  }

  /** Which is why they are no evidence: most of what they find within epsilon fails. */
  @Test
  void searchesEndAtTheBorderOfAMeanWhereOtherDrawsFallOnBothSides() {
    float epsilon = 5;
    Attack search = read("ddn", Map.of("iterations", 40));
    List<Example> found = examples(search, epsilon);
    List<Example> gone = examples(read("apgd", Map.of("iterations", 20, "norm", "l2")), epsilon);

    List<Example> near = found.stream().filter(one -> one.perturbation().l2() > 0).toList();
    assertThat(near).hasSizeGreaterThan(IMAGES_ATTACKED / 2);
    assertThat(near).filteredOn(one -> !one.success()).hasSizeGreaterThan(near.size() / 2);
    assertThat(gone).filteredOn(Example::attacked).allMatch(Example::success);
    assertThat(search.isForRandomModels()).isFalse();
  }
}
