package org.qusecnets.sweep.network.affine;

/**
 * A rectangle of rows and columns of a layer's values, with all channels.
 *
 * @param top its first row
 * @param left its first column
 * @param height number of rows
 * @param width number of columns
 */
public record Window(int top, int left, int height, int width) {
  /** All rows and columns. */
  public static Window all(int height, int width) {
    return new Window(0, 0, height, width);
  }

  /** Number of positions. */
  public int positions() {
    return height * width;
  }

  /** One of its positions. */
  public Window position(int number) {
    return new Window(top + number / width, left + number % width, 1, 1);
  }

  /** The place among all positions of a layer, whose rows are so wide, of a position of it. */
  public int place(int position, int rowWidth) {
    return (top + position / width) * rowWidth + left + position % width;
  }
}
