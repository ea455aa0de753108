package org.qusecnets.sweep.certificate.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.affine.AffineNetwork;
import org.qusecnets.sweep.network.affine.RandomNetworks;

class NetworkBoundsTest {
  private static final int NETWORKS = 12;
  private static final int POINTS = 40;
  private static final int SPLITS = 3;

  /** Ways to bound margins. */
  enum Way {
    INTERVAL,
    LINEAR,
    SEARCHED,
    SPLIT;

    double[] margins(AffineNetwork network, Box box, int label) {
      return switch (this) {
        case INTERVAL ->
            NetworkBounds.interval(network, List.of(box)).get(0).intervalMargins(label);
        case LINEAR -> NetworkBounds.linear(network, box).linearMargins(label);
        case SEARCHED -> NetworkBounds.linear(network, box).searchedMargins(label, 10);
        case SPLIT -> split(NetworkBounds.linear(network, box), List.of(), label);
      };
    }
  }

  /** The least margins of all parts, two of which are split again and again. */
  private static double[] split(NetworkBounds whole, List<RectifierSplit> sides, int label) {
    NetworkBounds part = whole.onSides(sides);
    double[] margins = part.searchedMargins(label, 10);
    int other = label == 0 ? 1 : 0;
    List<RectifierSplit> rectifiers = part.descent(label, other).rectifiers();
    if (sides.size() == SPLITS || rectifiers.isEmpty()) {
      return margins;
    }
    double[] least = new double[margins.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (RectifierSplit side : rectifiers) {
      List<RectifierSplit> more = new ArrayList<>(sides);
      more.add(side);
      double[] found = split(whole, more, label);
      Arrays.setAll(least, i -> Math.min(least[i], found[i]));
    }
    return least;
  }

  @ParameterizedTest
  @EnumSource
  void noPointOfTheBoxViolatesABound(Way way) {
    int informative = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = new Random(seed);
      try (AffineNetwork network = RandomNetworks.of(seed)) {
        double[] centre = random.doubles(network.input().size()).toArray();
        double epsilon = List.of(0.01, 0.05, 0.2).get(seed % 3);
        Box box = around(centre, epsilon);
        for (int label = 0; label < network.classes(); label++) {
          double[] bounds = way.margins(network, box, label);
          double[] least = leastFound(network, box, label, random);
          for (int other = 0; other < bounds.length; other++) {
            assertThat(bounds[other]).isLessThanOrEqualTo(least[other]);
            informative += other != label && bounds[other] > 0 ? 1 : 0;
          }
        }
      }
    }
    assertThat(informative).as("bounds that prove something").isGreaterThan(10);
  }

  /** The least margins of random points and corners, and of corners that descend from there. */
  private static double[] leastFound(AffineNetwork network, Box box, int label, Random random) {
    double[] least = new double[network.classes()];
    double[] point = new double[box.lower().length];
    double[][] worst = new double[network.classes()][];
    for (int i = 0; i < POINTS; i++) {
      for (int v = 0; v < point.length; v++) {
        double share = i % 2 == 0 ? random.nextInt(2) : random.nextDouble();
        point[v] = box.lower()[v] + share * (box.upper()[v] - box.lower()[v]);
      }
      lower(least, worst, network, point, label);
    }
    for (int other = 0; other < least.length; other++) {
      for (int v = 0; worst[other] != null && v < point.length; v++) {
        double[] moved = worst[other].clone();
        moved[v] = moved[v] == box.lower()[v] ? box.upper()[v] : box.lower()[v];
        lower(least, worst, network, moved, label);
      }
    }
    return least;
  }

  private static void lower(
      double[] least, double[][] worst, AffineNetwork network, double[] point, int label) {
    double[] logits = RandomNetworks.logits(network, point);
    for (int other = 0; other < logits.length; other++) {
      double margin = logits[label] - logits[other];
      if (other != label && (worst[other] == null || margin < least[other])) {
        least[other] = margin;
        worst[other] = point.clone();
      }
    }
  }

  @Test
  void boundsOfHiddenUnitsHold() {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = new Random(seed);
      try (AffineNetwork network = RandomNetworks.of(seed)) {
        Box box = around(random.doubles(network.input().size()).toArray(), 0.1);
        NetworkBounds bounds = NetworkBounds.linear(network, box);
        for (int i = 0; i < POINTS; i++) {
          double[] values = corner(box, random);
          ImageShape shape = network.input();
          for (LayerBounds layer : bounds.hidden()) {
            values = RandomNetworks.outputs(layer.layer(), values, shape);
            shape =
                new ImageShape(
                    layer.layer().filters(), layer.layer().height(), layer.layer().width());
            for (int unit = 0; unit < values.length; unit++) {
              assertThat(values[unit]).isBetween(layer.lower(unit), layer.upper(unit));
              values[unit] = Math.min(layer.layer().limit(), Math.max(0, values[unit]));
            }
          }
        }
      }
    }
  }

  private static double[] corner(Box box, Random random) {
    double[] corner = new double[box.lower().length];
    Arrays.setAll(corner, v -> random.nextBoolean() ? box.lower()[v] : box.upper()[v]);
    return corner;
  }

  @ParameterizedTest
  @EnumSource
  void boundsShrinkWithTheBox(Way way) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      try (AffineNetwork network = RandomNetworks.of(seed)) {
        double[] centre = new Random(seed).doubles(network.input().size()).toArray();
        boolean before = true;
        for (double epsilon : new double[] {0, 0.02, 0.1, 0.4}) {
          int label = argmax(RandomNetworks.logits(network, centre));
          double[] margins = way.margins(network, around(centre, epsilon), label);
          boolean proven = NetworkBounds.isProven(margins, label);
          assertThat(proven && !before).isFalse();
          before = proven;
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPointIsProvenToBeWhatItIsClassifiedAs(Way way) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      try (AffineNetwork network = RandomNetworks.of(seed)) {
        double[] point = new Random(seed).doubles(network.input().size()).toArray();
        double[] logits = RandomNetworks.logits(network, point);
        int label = argmax(logits);
        double[] margins = way.margins(network, new Box(point, point), label);
        assertThat(NetworkBounds.isProven(margins, label)).isTrue();
        for (int other = 0; other < logits.length; other++) {
          assertThat(logits[label] - logits[other] - margins[other]).isBetween(-1e-12, 1e-9);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBoxAcrossTheBorderBetweenClassesIsNotProven(Way way) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = new Random(seed);
      try (AffineNetwork network = RandomNetworks.of(seed)) {
        ToIntFunction<double[]> predict = p -> argmax(RandomNetworks.logits(network, p));
        double[] point = random.doubles(network.input().size()).toArray();
        double[] other = random.doubles(point.length, -2, 3).toArray();
        int label = predict.applyAsInt(point);
        if (predict.applyAsInt(other) == label) {
          continue;
        }
        // Halved until the border is as near to the point as doubles can tell.
        for (int i = 0; i < 60; i++) {
          double[] middle = new double[point.length];
          double[] from = point;
          double[] to = other;
          Arrays.setAll(middle, v -> from[v] + (to[v] - from[v]) / 2);
          if (predict.applyAsInt(middle) == label) {
            point = middle;
          } else {
            other = middle;
          }
        }
        Box box = hull(point, other);
        assertThat(NetworkBounds.isProven(way.margins(network, box, label), label)).isFalse();
      }
    }
  }

  private static Box hull(double[] one, double[] other) {
    double[] lower = one.clone();
    double[] upper = one.clone();
    Arrays.setAll(lower, v -> Math.min(one[v], other[v]));
    Arrays.setAll(upper, v -> Math.max(one[v], other[v]));
    return new Box(lower, upper);
  }

  @Test
  void searchedSlopesProveNoLessAndSometimesMore() {
    int better = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      try (AffineNetwork network = RandomNetworks.of(seed)) {
        double[] centre = new Random(seed).doubles(network.input().size()).toArray();
        NetworkBounds bounds = NetworkBounds.linear(network, around(centre, 0.2));
        double[] usual = bounds.linearMargins(0);
        double[] searched = bounds.searchedMargins(0, 20);
        for (int other = 1; other < usual.length; other++) {
          assertThat(searched[other]).isGreaterThanOrEqualTo(usual[other]);
          better += searched[other] > usual[other] + 1e-3 ? 1 : 0;
        }
      }
    }
    assertThat(better).isGreaterThan(10);
  }

  /** Of margins that are not proven: no search goes on for the others. */
  @Test
  void splitsOfRectifiersProveMoreThanSlopesAlone() {
    double gained = 0;
    int compared = 0;
    for (int seed = 0; seed < 2 * NETWORKS; seed++) {
      try (AffineNetwork network = RandomNetworks.of(seed)) {
        double[] centre = new Random(seed).doubles(network.input().size()).toArray();
        NetworkBounds whole = NetworkBounds.linear(network, around(centre, 0.2));
        double searched = whole.searchedMargins(0, 10)[1];
        if (searched <= 0 && !whole.descent(0, 1).rectifiers().isEmpty()) {
          gained += Math.min(0, split(whole, List.of(), 0)[1]) - searched;
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(NETWORKS / 2);
    assertThat(gained / compared).isGreaterThan(0.01);
  }

  /**
   * Of x from -1 to 1: the margin 0.5 - x is at least 0.5 where x is at most 0, which only the
   * constraint tells; without its multiplier the bound is that at x = 1, -0.5.
   */
  @Test
  void onASideTheMultiplierProvesWhatTheWholeBoxDoesNot() {
    try (AffineNetwork network =
        RandomNetworks.ofOneValue(
            new double[] {1, 1},
            new double[] {0, 1},
            new double[] {0, -1, 0, 0},
            new double[] {1.5, 0})) {
      NetworkBounds whole =
          NetworkBounds.linear(network, new Box(new double[] {-1}, new double[] {1}));
      RectifierSplit below = new RectifierSplit(0, 0, RectifierSplit.Side.INACTIVE);
      RectifierSplit above = new RectifierSplit(0, 0, RectifierSplit.Side.ACTIVE);

      assertThat(whole.searchedMargins(0, 100)[1]).isCloseTo(-0.5, within(1e-9));
      assertThat(whole.onSides(List.of(below)).searchedMargins(0, 100)[1]).isBetween(1e-9, 0.5);
      assertThat(whole.onSides(List.of(above)).searchedMargins(0, 100)[1])
          .isCloseTo(-0.5, within(1e-9));
    }
  }

  @Test
  void boxesTogetherHaveTheBoundsThatEachHasAlone() {
    try (AffineNetwork network = RandomNetworks.of(3)) {
      Random random = new Random(3);
      List<Box> boxes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        boxes.add(around(random.doubles(network.input().size()).toArray(), 0.05 * i));
      }
      List<NetworkBounds> together = NetworkBounds.interval(network, boxes);
      for (int i = 0; i < boxes.size(); i++) {
        double[] alone =
            NetworkBounds.interval(network, List.of(boxes.get(i))).get(0).intervalMargins(1);
        double[] margins = together.get(i).intervalMargins(1);
        for (int other = 0; other < alone.length; other++) {
          assertThat(margins[other]).isCloseTo(alone[other], within(1e-9));
        }
      }
    }
  }

  @Test
  void aMarginThatIsNoNumberProvesNothing() {
    assertThat(NetworkBounds.isProven(new double[] {0, 1, Double.NaN}, 0)).isFalse();
    assertThat(NetworkBounds.isProven(new double[] {0, 1, 2}, 0)).isTrue();
    assertThat(NetworkBounds.isProven(new double[] {0, 1, 0}, 0)).isFalse();
  }

  @Test
  void aBoxWithoutValuesIsRefused() {
    assertThatThrownBy(() -> new Box(new double[] {1}, new double[] {0.5}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Box(new double[] {Double.NaN}, new double[] {0.5}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Box around(double[] centre, double epsilon) {
    double[] lower = Arrays.stream(centre).map(v -> v - epsilon).toArray();
    double[] upper = Arrays.stream(centre).map(v -> v + epsilon).toArray();
    return new Box(lower, upper);
  }

  private static int argmax(double[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
