package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.GoldenCases.Case;
import org.qusecnets.sweep.attack.GoldenCases.Run;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.network.NetworkClassifier;

/**
 * {@code ddn} and {@code fmn} against Foolbox's, {@code fab} against its authors', image by image:
 * with the same number of gradients ours come as near. Hundreds of steps of a search magnify
 * rounding, so that single images differ; of those of {@code fab}, whose steps are its authors',
 * few.
 */
class GoldenMinimumNormTest {
  /** Of the distance of {@code fab}, whose way is its authors'. */
  private static final double SAME_DISTANCE = 0.005;

  private static final double SAME_SHARE = 0.9;

  private static final Set<String> TYPES =
      Set.of(DecoupledDirectionNorm.TYPE, FastMinimumNorm.TYPE, FastAdaptiveBoundary.TYPE);

  private static final GoldenCases GOLDEN = GoldenCases.read();
  private static final Map<String, NetworkClassifier> NETWORKS = new TreeMap<>();

  @AfterAll
  static void close() {
    NETWORKS.values().forEach(NetworkClassifier::close);
  }

  static Stream<Case> cases() {
    return GOLDEN.cases().stream().filter(golden -> TYPES.contains(golden.type()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesAsNearAsThePeer(Case golden) {
    NetworkClassifier network = NETWORKS.computeIfAbsent(golden.network(), GOLDEN::open);
    GoldenRun ours = GoldenRun.of(golden, 0, GoldenCases.images(), network);
    Run theirs = golden.references().get(0).runs().get(0);
    Norm norm = golden.attack().norm();
    int count = ours.success().length;
    double[] our =
        IntStream.range(0, count)
            .mapToDouble(i -> ours.success()[i] ? ours.distance(norm, i) : Double.POSITIVE_INFINITY)
            .toArray();
    double[] their =
        IntStream.range(0, count)
            .mapToDouble(
                i -> theirs.success()[i] ? distance(theirs, norm, i) : Double.POSITIVE_INFINITY)
            .toArray();
    assertThat(Arrays.stream(our).filter(Double::isFinite).count())
        .as("adversarial images")
        .isGreaterThanOrEqualTo(Arrays.stream(their).filter(Double::isFinite).count() - 1);
    double[] ratios =
        IntStream.range(0, count)
            .filter(i -> Double.isFinite(our[i]) && Double.isFinite(their[i]))
            .mapToDouble(i -> our[i] / their[i])
            .sorted()
            .toArray();
    assertThat(ratios[ratios.length / 2])
        .as("median of our distances, each as a multiple of the peer's")
        .isLessThanOrEqualTo(norm == Norm.L0 ? 1.06 : 1.005);
    if (golden.type().equals(FastAdaptiveBoundary.TYPE)) {
      assertThat(Arrays.stream(ratios).filter(r -> Math.abs(r - 1) <= SAME_DISTANCE).count())
          .as("images at the same distance")
          .isGreaterThanOrEqualTo(Math.round(SAME_SHARE * ratios.length));
    }
  }

  private static double distance(Run run, Norm norm, int image) {
    return switch (norm) {
      case LINF -> run.linf()[image];
      case L2 -> run.l2()[image];
      case L1 -> run.l1()[image];
      case L0 -> (double) run.l0()[image] / GoldenRun.SIZE;
    };
  }
}
