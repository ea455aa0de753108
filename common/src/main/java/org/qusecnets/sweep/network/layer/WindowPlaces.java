package org.qusecnets.sweep.network.layer;

import java.util.Arrays;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.layer.Padding;
import org.qusecnets.sweep.recipe.layer.Sides;
import org.qusecnets.sweep.recipe.layer.Window;

/** Which values of an image each place of a window on a channel holds, without padding. */
final class WindowPlaces {
  private final int[] values;
  private final int[] ends;

  /**
   * The places of a window.
   *
   * @param output the shape of one value for each place
   */
  WindowPlaces(Window window, ImageShape input, ImageShape output) {
    Sides kernel = window.kernel();
    int most = Math.min(kernel.rows(), input.height()) * Math.min(kernel.columns(), input.width());
    int[] found = new int[Math.multiplyExact(output.size(), most)];
    ends = new int[output.size()];
    Window.Frame frame = window.frame(input);
    int next = 0;
    int place = 0;
    for (int y = 0; y < output.height(); y++) {
      for (int channel = 0; channel < output.channels(); channel++) {
        for (int x = 0; x < output.width(); x++) {
          for (int ky = 0; ky < kernel.rows(); ky++) {
            int row = y * window.stride().rows() - frame.above() + ky;
            for (int kx = 0; kx < kernel.columns(); kx++) {
              int column = x * window.stride().columns() - frame.before() + kx;
              if (row >= 0 && row < input.height() && column >= 0 && column < input.width()) {
                found[next++] = (row * input.channels() + channel) * input.width() + column;
              }
            }
          }
          ends[place++] = next;
        }
      }
    }
    values = Arrays.copyOf(found, next);
  }

  /** The window that has one place on an image: all of it. */
  static Window whole(ImageShape input) {
    Sides all = new Sides(input.height(), input.width());
    return new Window(all, new Sides(1), new Sides(1), Padding.VALID);
  }

  /** Number of places. */
  int size() {
    return ends.length;
  }

  /** Where the values of a place begin among those of all. */
  int first(int place) {
    return place == 0 ? 0 : ends[place - 1];
  }

  /** Where they end. */
  int end(int place) {
    return ends[place];
  }

  /** A value's place in [rows, channels, columns]. */
  int value(int number) {
    return values[number];
  }
}
