package org.qusecnets.sweep.evaluation;

import java.util.Arrays;

/**
 * What each value of an image can be moved to behind an element-wise function that never lets a
 * larger value become smaller: of all grey levels those that change the output most for what they
 * cost, the square of the way from the clean pixel.
 *
 * <p>On either side of a pixel these are the corners of the least concave function above the change
 * of the output over its cost. No other level reaches that function, so that no other is worth its
 * cost to first order. Behind a steep quantizer they are where its plateaus begin. Corners that
 * change the output by less than a twentieth of all that can be had on their side more than the one
 * before are left out.
 */
final class OutputMoves {
  private static final int GREY_LEVELS = 256;

  /** By what share of the whole change neighbouring places differ at least. */
  private static final float APART = 0.05f;

  private final Table table;
  private final float[] clean;
  private final float[] cleanOutputs;
  private final short[][] up;
  private final short[][] down;

  /**
   * A place to which a value can be moved.
   *
   * @param cost the square of the way from the clean pixel
   */
  record Move(float pixel, float output, double cost) {}

  /** A side of the clean pixel. */
  enum Side {
    UP,
    DOWN
  }

  /** What becomes of each grey level in each value: for all images the same. */
  static final class Table {
    private final float[] outputs;
    private final int size;

    Table(OutputBox.Front front, int size) {
      this.size = size;
      float[] pixels = new float[GREY_LEVELS * size];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = pixel(i / size);
      }
      outputs = front.of(pixels, GREY_LEVELS);
    }

    private float output(int level, int value) {
      return outputs[level * size + value];
    }

    private static float pixel(int level) {
      return level / (GREY_LEVELS - 1f);
    }
  }

  /**
   * The moves of an image.
   *
   * @param clean [channels, height, width]
   * @param cleanOutputs what becomes of it
   */
  OutputMoves(Table table, float[] clean, float[] cleanOutputs) {
    this.table = table;
    this.clean = clean;
    this.cleanOutputs = cleanOutputs;
    up = new short[clean.length][];
    down = new short[clean.length][];
    for (int value = 0; value < clean.length; value++) {
      int below = (int) Math.floor(clean[value] * (GREY_LEVELS - 1.0));
      up[value] = corners(value, below, GREY_LEVELS, 1);
      down[value] = corners(value, Math.min(below + 1, GREY_LEVELS - 1), -1, -1);
    }
  }

  private short[] corners(int value, int from, int to, int step) {
    short[] corners = new short[GREY_LEVELS];
    int count = 0;
    for (int level = from; level != to; level += step) {
      Move next = at(value, level);
      Move last = count == 0 ? back(value) : at(value, corners[count - 1]);
      // A level on the other side is no move; of two that have the same output, the nearer is one.
      boolean onThisSide = (next.pixel - clean[value]) * step > 0;
      if (onThisSide && (next.output - last.output) * step > 0) {
        while (count > 0) {
          Move before = count == 1 ? back(value) : at(value, corners[count - 2]);
          Move top = at(value, corners[count - 1]);
          if (slope(before, top) > slope(top, next)) {
            break;
          }
          count--;
        }
        corners[count++] = (short) level;
      }
    }
    return apart(value, Arrays.copyOf(corners, count));
  }

  /** Those that differ from the one before by more than a little of all that can be gained. */
  private short[] apart(int value, short[] corners) {
    short[] kept = new short[corners.length];
    int count = 0;
    float last = cleanOutputs[value];
    for (short level : corners) {
      float output = table.output(level, value);
      float most = table.output(corners[corners.length - 1], value);
      if (Math.abs(output - last) >= APART * Math.abs(most - cleanOutputs[value])) {
        kept[count++] = level;
        last = output;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static double slope(Move from, Move to) {
    return Math.abs((double) to.output - from.output) / (to.cost - from.cost);
  }

  private Move at(int value, int level) {
    return move(value, Table.pixel(level), table.output(level, value));
  }

  /** A place of a value. */
  Move move(int value, float pixel, float output) {
    double way = (double) pixel - clean[value];
    return new Move(pixel, output, way * way);
  }

  /** The clean pixel. */
  Move back(int value) {
    return new Move(clean[value], cleanOutputs[value], 0);
  }

  /** The farthest place that is nearer to the clean pixel, on the same side; or the clean pixel. */
  Move nearer(int value, Move than) {
    Move nearer = back(value);
    for (short level : than.pixel > clean[value] ? up[value] : down[value]) {
      Move move = at(value, level);
      if (move.cost >= than.cost) {
        break;
      }
      nearer = move;
    }
    return nearer;
  }

  /**
   * The nearest place that is farther from the clean pixel; itself if there is none.
   *
   * @param side where to, of a value that is not moved yet
   */
  Move farther(int value, Move than, Side side) {
    boolean upwards = than.cost == 0 ? side == Side.UP : than.pixel > clean[value];
    for (short level : upwards ? up[value] : down[value]) {
      Move move = at(value, level);
      if (move.cost > than.cost) {
        return move;
      }
    }
    return than;
  }
}
