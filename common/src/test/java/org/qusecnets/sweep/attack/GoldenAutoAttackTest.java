package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.GoldenCases.Case;
import org.qusecnets.sweep.attack.GoldenCases.Run;
import org.qusecnets.sweep.network.NetworkClassifier;

/**
 * {@code autoattack} against its authors' code, image by image. Both begin at random, so that an
 * image at the edge of what can be broken falls in some runs and not in others; all that the
 * reference breaks in every run ours breaks, and none that it breaks in no run, but for a few.
 */
class GoldenAutoAttackTest {
  /** One of a hundred images, and with fewer images one. */
  private static final double AT_THE_EDGE = 0.01;

  private static final GoldenCases GOLDEN = GoldenCases.read();

  static Stream<Case> cases() {
    return GOLDEN.cases().stream().filter(golden -> golden.type().equals(AutoAttack.TYPE));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void breaksWhatTheReferenceDoes(Case golden) {
    boolean[] ours;
    try (NetworkClassifier network = GOLDEN.open(golden.network())) {
      ours = GoldenRun.of(golden, 0, GoldenCases.images(), network).success();
    }
    List<Run> theirs = golden.references().get(0).runs();
    int[] images = IntStream.range(0, ours.length).toArray();
    int few = (int) Math.ceil(AT_THE_EDGE * images.length);

    assertThat(
            Arrays.stream(images)
                .filter(i -> !ours[i] && theirs.stream().allMatch(run -> run.success()[i])))
        .as("images that only the reference breaks")
        .hasSizeLessThanOrEqualTo(few);
    assertThat(
            Arrays.stream(images)
                .filter(i -> ours[i] && theirs.stream().noneMatch(run -> run.success()[i])))
        .as("images that only ours breaks")
        .hasSizeLessThanOrEqualTo(few);
  }

  @Test
  void oneNetworkHasAllThePapersWeights() {
    assertThat(DrawnNetwork.weights().values().stream().mapToInt(array -> array.length).sum())
        .isEqualTo(710_218);
  }
}
