package org.qusecnets.sweep.attack.squares;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * Squares of two lobes of opposite signs, which take over the length of another square, so that the
 * perturbation has all of the length epsilon.
 */
abstract class LobedSquares extends Squares {
  static final double TINY = 1e-12;

  /** Smaller squares have no two lobes. */
  private static final int SMALLEST = 3;

  /** A square image has so many squares side by side at first, others as many on the same area. */
  private static final int TILES = 5;

  LobedSquares(ImageShape shape, float epsilon) {
    super(shape, epsilon);
  }

  /** The length of a perturbation, or of a part of it. */
  abstract double length(float[] change);

  /** How much the k-th of nested rectangles weighs, from 1 on. */
  abstract double weight(int k);

  /**
   * The length of a channel's square.
   *
   * @param left what the whole perturbation has to spare
   * @param own length of what is in its place
   * @param taken length of what the other square had
   */
  abstract double together(double left, double own, double taken);

  /** What the perturbation has to spare. */
  abstract double spare(double length);

  /** Adds a perturbation to an image. */
  abstract void write(float[] clean, float[] change, float[] images, int from);

  @Override
  public int side(double share) {
    int side = sideOf(share, SMALLEST);
    return Math.min(side % 2 == 0 ? side + 1 : side, largestSide());
  }

  @Override
  public void begin(float[] clean, float[] images, int from, SplittableRandom random) {
    int height = shape().height();
    int width = shape().width();
    float[] change = new float[shape().size()];
    double mean = Math.sqrt((double) height * width);
    int side = Math.min(Math.max(1, (int) (mean / TILES)), largestSide());
    for (int top = margin(height, side); top + side <= height; top += side) {
      for (int left = margin(width, side); left + side <= width; left += side) {
        float[] lobes = lobes(side, random);
        for (int c = 0; c < shape().channels(); c++) {
          float sign = sign(random);
          for (int i = 0; i < lobes.length; i++) {
            change[place(c, top + i / side, left + i % side)] += sign * lobes[i];
          }
        }
      }
    }
    write(clean, change, images, from);
  }

  /** What is left before the first of the squares along a side of the image. */
  private int margin(int length, int side) {
    // The authors' code, which is for square images, takes more than five where they are small.
    int tiles = shape().height() == shape().width() ? TILES : length / side;
    return Math.max(0, (length - side * tiles) / 2);
  }

  @Override
  public void change(float[] clean, float[] images, int from, int side, SplittableRandom random) {
    int channels = shape().channels();
    float[] change = new float[shape().size()];
    for (int i = 0; i < change.length; i++) {
      change[i] = images[from + i] - clean[from + i];
    }
    double left = spare(length(change));
    int top = random.nextInt(shape().height() - side + 1);
    int start = random.nextInt(shape().width() - side + 1);
    int otherTop = random.nextInt(shape().height() - side + 1);
    int otherStart = random.nextInt(shape().width() - side + 1);
    float[] lobes = lobes(side, random);
    for (int c = 0; c < channels; c++) {
      float[] here = square(change, c, top, start, side);
      double own = length(here);
      clear(change, c, top, start, side);
      float[] there = square(change, c, otherTop, otherStart, side);
      double taken = length(there);
      clear(change, c, otherTop, otherStart, side);
      float sign = sign(random);
      for (int i = 0; i < here.length; i++) {
        here[i] = (float) (here[i] / (TINY + own)) + sign * lobes[i];
      }
      double scale = together(left, own, taken) / (TINY + length(here));
      for (int i = 0; i < here.length; i++) {
        change[place(c, top + i / side, start + i % side)] = (float) (here[i] * scale);
      }
    }
    write(clean, change, images, from);
  }

  private int place(int channel, int row, int column) {
    return (channel * shape().height() + row) * shape().width() + column;
  }

  private float[] square(float[] change, int channel, int top, int left, int side) {
    float[] square = new float[side * side];
    for (int i = 0; i < square.length; i++) {
      square[i] = change[place(channel, top + i / side, left + i % side)];
    }
    return square;
  }

  private void clear(float[] change, int channel, int top, int left, int side) {
    for (int i = 0; i < side * side; i++) {
      change[place(channel, top + i / side, left + i % side)] = 0;
    }
  }

  /** Two lobes of unit length, one above the other or side by side. */
  private float[] lobes(int side, SplittableRandom random) {
    float[] lobes = new float[side * side];
    int upper = side / 2;
    lobe(lobes, side, 0, upper, 1);
    lobe(lobes, side, upper, side - upper, -1);
    double length = length(lobes);
    boolean turned = random.nextBoolean();
    float[] placed = new float[lobes.length];
    for (int i = 0; i < lobes.length; i++) {
      placed[turned ? i % side * side + i / side : i] = (float) (lobes[i] / length);
    }
    return placed;
  }

  /** Nested rectangles, each of which weighs the less the larger it is. */
  private void lobe(float[] lobes, int side, int first, int rows, float sign) {
    int middleRow = rows / 2;
    int middleColumn = side / 2;
    int rectangles = Math.max(middleRow, middleColumn) + 1;
    for (int i = first * side; i < (first + rows) * side; i++) {
      int ring =
          Math.max(Math.abs(i / side - first - middleRow), Math.abs(i % side - middleColumn));
      double sum = 0;
      for (int k = ring; k < rectangles; k++) {
        sum += weight(k + 1);
      }
      lobes[i] = (float) sum;
    }
    double length = length(Arrays.copyOfRange(lobes, first * side, (first + rows) * side));
    for (int i = first * side; i < (first + rows) * side; i++) {
      lobes[i] *= (float) (sign / length);
    }
  }
}
