package org.qusecnets.sweep.recipe.layer;

import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * What slides over an image: of a convolution its kernel, of a pool what it takes together.
 *
 * @param kernel rows and columns of it
 * @param stride from one place to the next
 * @param dilation from one of its rows and columns to the next
 * @param padding what is around the image
 */
public record Window(Sides kernel, Sides stride, Sides dilation, Padding padding) {
  /** Rows above and below an image, columns before and behind it. */
  public record Frame(int above, int below, int before, int behind) {}

  /** Zeros before and behind one side of an image. */
  private record Ends(int before, int behind) {}

  /** Places on one side of an image. */
  private static int places(int side, int reach, int stride, Padding padding) {
    return padding.kind() == Padding.Kind.SAME
        ? (side + stride - 1) / stride
        : (side + 2 * padding.zeros() - reach) / stride + 1;
  }

  private static Ends ends(int side, int reach, int stride, Padding padding) {
    if (padding.kind() != Padding.Kind.SAME) {
      return new Ends(padding.zeros(), padding.zeros());
    }
    int zeros = Math.max(0, (places(side, reach, stride, padding) - 1) * stride + reach - side);
    return new Ends(zeros / 2, zeros - zeros / 2);
  }

  /** Rows from its first to its last one. */
  private int reachOfRows() {
    return (kernel.rows() - 1) * dilation.rows() + 1;
  }

  private int reachOfColumns() {
    return (kernel.columns() - 1) * dilation.columns() + 1;
  }

  /** Rows of places on an image. */
  int rows(ImageShape input) {
    return places(input.height(), reachOfRows(), stride.rows(), padding);
  }

  /** Columns of places on an image. */
  int columns(ImageShape input) {
    return places(input.width(), reachOfColumns(), stride.columns(), padding);
  }

  /** The padding of an image of a shape. */
  public Frame frame(ImageShape input) {
    Ends rows = ends(input.height(), reachOfRows(), stride.rows(), padding);
    Ends columns = ends(input.width(), reachOfColumns(), stride.columns(), padding);
    return new Frame(rows.before, rows.behind, columns.before, columns.behind);
  }

  /** Why it has no place on an image, or one where there is nothing but padding. */
  Optional<String> obstacle(ImageShape input) {
    if (padding.kind() == Padding.Kind.SAME) {
      return Optional.empty();
    }
    int around = 2 * padding.zeros();
    if (reachOfRows() > input.height() + around || reachOfColumns() > input.width() + around) {
      return Optional.of(
          "its %d x %d meets %d x %d"
              .formatted(
                  reachOfRows(),
                  reachOfColumns(),
                  input.height() + around,
                  input.width() + around));
    }
    int smallest = Math.min(reachOfRows(), reachOfColumns());
    return padding.zeros() < smallest
        ? Optional.empty()
        : Optional.of(
            "its padding of %d leaves nothing of the image to a window of %d x %d"
                .formatted(padding.zeros(), reachOfRows(), reachOfColumns()));
  }

  /** Values of a channel that it takes at a place at most, where it is not dilated. */
  long taken(ImageShape input) {
    return (long) Math.min(kernel.rows(), input.height())
        * Math.min(kernel.columns(), input.width());
  }

  /** What tells it from a plain one, for {@link NetworkLayer#describe}. */
  String describe() {
    StringBuilder text = new StringBuilder(kernel.times());
    if (!stride.equals(new Sides(1))) {
      text.append('/').append(stride.word());
    }
    if (!dilation.equals(new Sides(1))) {
      text.append(" dilation ").append(dilation.word());
    }
    if (!padding.equals(Padding.VALID)) {
      text.append(padding.kind() == Padding.Kind.SAME ? " same" : " padding " + padding.zeros());
    }
    return text.toString();
  }
}
