package org.qusecnets.sweep.network.pretrained.folding;

/**
 * How a window goes along one side of an image.
 *
 * @param side the length of the image
 * @param kernel that of the window
 * @param stride from one place to the next
 * @param dilation from one of its rows to the next
 * @param before rows before the image at the first place; below 0 where it begins inside
 * @param places number of places
 */
public record Slide(int side, int kernel, int stride, int dilation, int before, int places) {
  /** Rows from the window's first to its last one. */
  public int reach() {
    return reach(kernel);
  }

  private int reach(int rows) {
    return (rows - 1) * dilation + 1;
  }

  /** Rows behind the image that the last place takes in; below 0 where it ends inside. */
  public int behind() {
    return (places - 1) * stride + reach() - before - side;
  }

  /** Whether it takes in rows that are none of the image. */
  public boolean takesPadding() {
    return before > 0 || behind() > 0;
  }

  /** Whether so many rows before and behind the image make the same. */
  boolean fits(int zeros) {
    return before == zeros && placesWith(zeros, kernel) == places;
  }

  /** Whether what is called {@code same} makes the same. */
  boolean fitsSame() {
    int same = (side + stride - 1) / stride;
    int zeros = Math.max(0, (same - 1) * stride + reach() - side);
    return places == same && before == zeros / 2;
  }

  private int placesWith(int zeros, int rows) {
    return Math.floorDiv(side + 2 * zeros - reach(rows), stride) + 1;
  }

  /** Rows of zeros before those of the window that so many zeros around the image make up for. */
  int missingBefore(int zeros) {
    return (zeros - before) % dilation == 0 ? (zeros - before) / dilation : -1;
  }

  /** Rows of zeros behind those of the window, so that it has as many places; -1 if none do. */
  int missingBehind(int zeros) {
    int longer = kernel + missingBefore(zeros);
    int surplus = side + 2 * zeros - reach(longer) - places * stride + 1;
    int missing = Math.max(0, (surplus + dilation - 1) / dilation);
    return placesWith(zeros, longer + missing) == places ? missing : -1;
  }

  /** The row of the window that meets the only row of an image; -1 if none does. */
  public int rowOfImage() {
    return before >= 0 && before % dilation == 0 && before / dilation < kernel
        ? before / dilation
        : -1;
  }
}
