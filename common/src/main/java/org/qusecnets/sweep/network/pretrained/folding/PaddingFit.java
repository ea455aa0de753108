package org.qusecnets.sweep.network.pretrained.folding;

import java.util.Optional;
import org.qusecnets.sweep.recipe.layer.Padding;

/**
 * A padding of ours that makes what any other does.
 *
 * @param padding around the image
 * @param zeros around the kernel, which make up for what the padding has too much
 */
public record PaddingFit(Padding padding, Frame zeros) {
  /** How many paddings are tried that are larger than they need to be. */
  private static final int MOST_BEYOND = 32;

  /** Without zeros around the kernel, if that is possible. */
  public static Optional<Padding> plain(Slide rows, Slide columns) {
    int zeros = rows.before();
    if (rows.fits(zeros) && columns.fits(zeros) && isSeen(zeros, rows, columns)) {
      return Optional.of(Padding.of(zeros));
    }
    return rows.fitsSame() && columns.fitsSame() ? Optional.of(Padding.SAME) : Optional.empty();
  }

  /** With as few zeros around the kernel as possible, if there is a way. */
  public static Optional<PaddingFit> of(Slide rows, Slide columns) {
    Optional<Padding> plain = plain(rows, columns);
    if (plain.isPresent()) {
      return plain.map(padding -> new PaddingFit(padding, Frame.NONE));
    }
    int least = Math.max(0, Math.max(rows.before(), columns.before()));
    for (int zeros = least; zeros < least + MOST_BEYOND; zeros++) {
      Frame frame =
          new Frame(
              rows.missingBefore(zeros),
              columns.missingBefore(zeros),
              rows.missingBehind(zeros),
              columns.missingBehind(zeros));
      if (Math.min(Math.min(frame.above(), frame.before()), Math.min(frame.below(), frame.behind()))
              >= 0
          && isSeen(
              zeros,
              framed(rows, frame.above(), frame.below()),
              framed(columns, frame.before(), frame.behind()))) {
        return Optional.of(new PaddingFit(Padding.of(zeros), frame));
      }
    }
    return Optional.empty();
  }

  private static Slide framed(Slide slide, int before, int behind) {
    return new Slide(
        slide.side(),
        slide.kernel() + before + behind,
        slide.stride(),
        slide.dilation(),
        slide.before() + before * slide.dilation(),
        slide.places());
  }

  /** Whether each place takes in something of the image, which ours must. */
  private static boolean isSeen(int zeros, Slide rows, Slide columns) {
    return zeros >= 0 && zeros < Math.min(rows.reach(), columns.reach()) && zeros < 1000;
  }
}
