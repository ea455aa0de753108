package org.qusecnets.sweep.network.pretrained.folding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.layer.Convolution;
import org.qusecnets.sweep.recipe.layer.Padding;
import org.qusecnets.sweep.recipe.layer.Sides;
import org.qusecnets.sweep.recipe.layer.Window;

/** Paddings of ours in place of others. */
class PaddingFitTest {
  /** Pads before and behind a side, and what slides over it. */
  @Provide
  Arbitrary<Slide> slides() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 4);
    Arbitrary<Integer> pad = Arbitraries.integers().between(-1, 4);
    Arbitrary<Integer> side = Arbitraries.integers().between(5, 12);
    return Combinators.combine(side, small, small, small, pad, pad)
        .as(PaddingFitTest::slide)
        .filter(slide -> slide.places() > 0);
  }

  private static Slide slide(
      int side, int kernel, int stride, int dilation, int before, int behind) {
    int room = side + before + behind - (kernel - 1) * dilation - 1;
    return new Slide(side, kernel, stride, dilation, before, room < 0 ? 0 : room / stride + 1);
  }

  @Property(tries = 5000)
  void eachPlaceOfTheKernelMeetsTheSameOfTheImage(
      @ForAll("slides") Slide rows, @ForAll("slides") Slide columns) {
    Optional<PaddingFit> fit = PaddingFit.of(rows, columns);
    if (fit.isEmpty()) {
      return;
    }
    Frame zeros = fit.get().zeros();
    ImageShape image = new ImageShape(1, rows.side(), columns.side());
    Sides kernel =
        new Sides(
            rows.kernel() + zeros.above() + zeros.below(),
            columns.kernel() + zeros.before() + zeros.behind());
    Convolution layer =
        new Convolution(
            1,
            kernel,
            new Sides(rows.stride(), columns.stride()),
            fit.get().padding(),
            new Sides(rows.dilation(), columns.dilation()));

    assertThat(layer.obstacle(image)).isEmpty();
    assertThat(layer.output(image)).isEqualTo(new ImageShape(1, rows.places(), columns.places()));
    // A row of the old kernel is so many rows behind the first one of the new.
    Window.Frame around = layer.window().frame(image);
    assertThat(zeros.above() * rows.dilation() - around.above()).isEqualTo(-rows.before());
    assertThat(zeros.before() * columns.dilation() - around.before()).isEqualTo(-columns.before());
  }

  @Property(tries = 2000)
  void thereIsAlwaysOneWhereNothingIsDilatedAndNoPlaceIsOutside(
      @ForAll("slides") Slide rows, @ForAll("slides") Slide columns) {
    if (isPlain(rows) && isPlain(columns)) {
      assertThat(PaddingFit.of(rows, columns)).isPresent();
    }
  }

  private static boolean isPlain(Slide slide) {
    return slide.dilation() == 1
        && slide.before() < slide.kernel()
        && slide.behind() < slide.kernel();
  }

  @Test
  void kernelStaysAsItIsWherePaddingCanSayIt() {
    Slide three = slide(8, 3, 1, 1, 1, 1);
    Slide halved = slide(8, 3, 2, 1, 0, 1);

    assertThat(PaddingFit.of(three, three)).contains(new PaddingFit(Padding.of(1), Frame.NONE));
    assertThat(PaddingFit.of(halved, halved)).contains(new PaddingFit(Padding.SAME, Frame.NONE));
    assertThat(PaddingFit.plain(halved, slide(8, 3, 2, 1, 1, 0))).isEmpty();
    // Before 0 and behind 1: of the 9 rows that are even with 1 on each side the first is nothing.
    assertThat(PaddingFit.of(halved, slide(8, 3, 2, 1, 1, 0)))
        .contains(new PaddingFit(Padding.of(1), new Frame(1, 0, 0, 0)));
  }
}
