package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.GoldenCases.Case;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.network.NetworkClassifier;

/**
 * {@code boundary} and {@code hopskipjump} against Foolbox's: after the same number of queries the
 * median distance of ours is no larger, but for the noise of starts.
 */
class GoldenDecisionAttacksTest {
  /** Between runs of Foolbox's the median differs by up to this share. */
  private static final double NOISE = 0.1;

  private static final GoldenCases GOLDEN = GoldenCases.read();
  private static final Map<String, NetworkClassifier> NETWORKS = new TreeMap<>();

  @AfterAll
  static void close() {
    NETWORKS.values().forEach(NetworkClassifier::close);
  }

  static Stream<Case> cases() {
    Set<String> types = Set.of(Boundary.TYPE, HopSkipJump.TYPE);
    return GOLDEN.cases().stream().filter(golden -> types.contains(golden.type()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesAsNearAsThePeerWithTheSameQueries(Case golden) {
    NetworkClassifier network = NETWORKS.computeIfAbsent(golden.network(), GOLDEN::open);
    Norm norm = golden.attack().norm();

    GoldenRun ours = GoldenRun.of(golden, 0, GoldenCases.images(), network);

    assertThat(ours.success()).as("something adversarial").containsOnly(true);
    double our =
        median(IntStream.range(0, ours.success().length).mapToDouble(i -> ours.distance(norm, i)));
    double their =
        golden.references().get(0).runs().stream()
            .mapToDouble(run -> median(Arrays.stream(norm == Norm.L2 ? run.l2() : run.linf())))
            .average()
            .orElseThrow();
    assertThat(our).isLessThanOrEqualTo(their * (1 + NOISE));
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
