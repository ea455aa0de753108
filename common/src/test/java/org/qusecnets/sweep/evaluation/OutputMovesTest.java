package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.evaluation.OutputMoves.Move;
import org.qusecnets.sweep.evaluation.OutputMoves.Side;

class OutputMovesTest {
  private static final OutputBox.Front THIRDS =
      (images, count) -> {
        float[] outputs = new float[images.length];
        for (int i = 0; i < outputs.length; i++) {
          outputs[i] = (float) Math.floor(images[i] * 2.999) / 2;
        }
        return outputs;
      };

  private static OutputMoves of(OutputBox.Front layer, float pixel) {
    float[] clean = {pixel};
    return new OutputMoves(new OutputMoves.Table(layer, 1), clean, layer.of(clean, 1));
  }

  private static List<Move> all(OutputMoves moves, Side side) {
    List<Move> found = new ArrayList<>();
    Move last = moves.back(0);
    for (Move next = moves.farther(0, last, side);
        !next.equals(last);
        next = moves.farther(0, last, side)) {
      found.add(next);
      last = next;
    }
    return found;
  }

  @Test
  void behindLevelsTheyAreTheFirstGreyLevelsOfEach() {
    OutputMoves dark = of(THIRDS, 0.3f);

    assertThat(all(dark, Side.DOWN)).isEmpty();
    assertThat(all(dark, Side.UP)).extracting(Move::output).containsExactly(0.5f, 1f);
    assertThat(all(dark, Side.UP)).extracting(Move::pixel).containsExactly(86 / 255f, 171 / 255f);
    // From white, the second level costs so much more than the first that both are corners.
    assertThat(all(of(THIRDS, 1), Side.DOWN))
        .extracting(Move::pixel)
        .containsExactly(170 / 255f, 85 / 255f);
  }

  @Test
  void aLevelThatIsNotWorthItsCostIsLeftOut() {
    // Just below 0.4 is a small step, and just above it a large one.
    OutputBox.Front layer =
        (images, count) -> {
          float[] outputs = new float[images.length];
          for (int i = 0; i < outputs.length; i++) {
            outputs[i] = images[i] < 0.38f ? 0 : images[i] < 0.4f ? 0.1f : 1;
          }
          return outputs;
        };

    assertThat(all(of(layer, 0), Side.UP)).extracting(Move::output).containsExactly(1f);
  }

  /** Just short of a plateau another level may be worth a little more; it is no corner. */
  @Property
  void farFromASteepThresholdNoGreyLevelIsWorthMoreThanTheFirst(
      @ForAll @FloatRange(min = 0, max = 1) float pixel,
      @ForAll @IntRange(min = 40, max = 200) int z,
      @ForAll @FloatRange(min = 0.1f, max = 0.9f) float threshold) {
    Assume.that(Math.abs(pixel - threshold) > 0.25);
    OutputBox.Front layer = sigmoid(z, threshold);
    OutputMoves moves = of(layer, pixel);
    Side side = pixel < threshold ? Side.UP : Side.DOWN;
    Move first = moves.farther(0, moves.back(0), side);

    for (int level = 0; level < 256; level++) {
      float other = level / 255f;
      if (other > pixel == (side == Side.UP) && other != pixel) {
        Move tried = moves.move(0, other, layer.of(new float[] {other}, 1)[0]);
        assertThat(worth(moves.back(0), tried))
            .isLessThanOrEqualTo(worth(moves.back(0), first) * (1 + 1e-9));
      }
    }
  }

  @Property
  void movesGoOnInOutputAndInCost(
      @ForAll @FloatRange(min = 0, max = 1) float pixel,
      @ForAll @IntRange(min = 5, max = 100) int z,
      @ForAll @FloatRange(min = 0.1f, max = 0.9f) float threshold) {
    OutputMoves moves = of(sigmoid(z, threshold), pixel);
    for (Side side : Side.values()) {
      Move before = moves.back(0);
      for (Move move : all(moves, side)) {
        assertThat(move.cost()).isGreaterThan(before.cost());
        assertThat(move.output() > before.output()).isEqualTo(side == Side.UP);
        assertThat(moves.nearer(0, move)).isEqualTo(before);
        before = move;
      }
    }
  }

  private static OutputBox.Front sigmoid(int z, float threshold) {
    return (images, count) -> {
      float[] outputs = new float[images.length];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = (float) (1 / (1 + Math.exp(-z * (images[i] - threshold))));
      }
      return outputs;
    };
  }

  private static double worth(Move from, Move to) {
    return Math.abs((double) to.output() - from.output()) / to.cost();
  }
}
