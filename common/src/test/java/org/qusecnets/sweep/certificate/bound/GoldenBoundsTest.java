package org.qusecnets.sweep.certificate.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.network.GoldenArrays;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.SmallNetwork;
import org.qusecnets.sweep.network.affine.AffineLayer;
import org.qusecnets.sweep.network.affine.AffineNetwork;

/** Bounds beside those of auto_LiRPA, which {@code golden_bounds.py} wrote. */
class GoldenBoundsTest {
  private static final Map<String, float[]> GOLDEN = GoldenArrays.read("/golden/bounds.npz");
  private static final AffineNetwork NETWORK =
      SmallNetwork.affine(GoldenArrays.read("/golden/network.npz"));
  private static final double TOLERANCE = 1e-4;

  @AfterAll
  static void close() {
    NETWORK.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain-0.005", "plain-0.05", "two-levels-0.05", "two-levels-0.15"})
  void boundsAreThoseOfAutoLirpa(String name) {
    float[] labels = GOLDEN.get("labels");
    for (int image = 0; image < labels.length; image++) {
      Box box =
          Box.between(image(name + "-lower", image), image(name + "-upper", image), Samples.GREY);
      int label = (int) labels[image];
      NetworkBounds interval = NetworkBounds.interval(NETWORK, List.of(box)).get(0);
      checkLayers(interval, interval, name + "-interval", image);
      NetworkBounds linear = NetworkBounds.linear(NETWORK, box);
      checkLayers(linear, interval, name + "-crown", image);
      checkMargins(interval.intervalMargins(label), name + "-interval-margins", image);
      checkMargins(
          linear.linearMargins(label, SlopeChoice.ADAPTIVE), name + "-crown-margins", image);
    }
  }

  private static void checkMargins(double[] ours, String name, int image) {
    double[] theirs = image(name, image);
    check(ours, theirs, scale(theirs));
  }

  private static double[] image(String array, int image) {
    float[] all = GOLDEN.get(array);
    int size = all.length / GOLDEN.get("labels").length;
    double[] one = new double[size];
    for (int i = 0; i < size; i++) {
      one[i] = all[image * size + i];
    }
    return one;
  }

  /** The units that stay unstable: neither side makes more effort for others than it needs. */
  private static void checkLayers(
      NetworkBounds bounds, NetworkBounds interval, String name, int image) {
    int compared = 0;
    for (int i = 0; i < bounds.hidden().size(); i++) {
      LayerBounds ours = bounds.hidden().get(i);
      LayerBounds before = interval.hidden().get(i);
      double[] lower = image(name + "-" + i + "-lower", image);
      double[] upper = image(name + "-" + i + "-upper", image);
      for (int unit = 0; unit < lower.length; unit++) {
        int place = channelsFirst(unit, ours.layer());
        if (before.isUnstable(unit) && lower[place] < 0 && upper[place] > 0) {
          check(new double[] {ours.lower(unit)}, new double[] {lower[place]}, scale(lower));
          check(new double[] {ours.upper(unit)}, new double[] {upper[place]}, scale(upper));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  private static double scale(double[] values) {
    return Arrays.stream(values).map(Math::abs).average().orElseThrow();
  }

  private static int channelsFirst(int unit, AffineLayer layer) {
    return unit % layer.filters() * layer.height() * layer.width() + unit / layer.filters();
  }

  private static void check(double[] ours, double[] theirs, double scale) {
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i])
          .as("bound %d", i)
          .isCloseTo(theirs[i], within(TOLERANCE * Math.max(scale, Math.abs(theirs[i]))));
    }
  }
}
