package org.qusecnets.sweep.attack;

import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * In L2: squares of two lobes of opposite signs, which take over the length of another square, so
 * that the perturbation always has the length epsilon.
 */
final class LobedSquares extends Squares {
  private static final double TINY = 1e-12;

  /** Smaller squares have no two lobes. */
  private static final int SMALLEST = 3;

  /** The first image has so many squares side by side. */
  private static final int TILES = 5;

  LobedSquares(ImageShape shape, float epsilon) {
    super(shape, epsilon);
  }

  @Override
  int side(double share) {
    int side = sideOf(share, SMALLEST);
    return Math.min(side % 2 == 0 ? side + 1 : side, largestSide());
  }

  @Override
  void begin(float[] clean, float[] images, int from, SplittableRandom random) {
    int height = shape().height();
    int width = shape().width();
    float[] change = new float[shape().size()];
    int side = Math.max(1, height / TILES);
    int margin = Math.max(0, (height - side * TILES) / 2);
    for (int top = margin; top + side <= height; top += side) {
      for (int left = margin; left + side <= width; left += side) {
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

  @Override
  void change(float[] clean, float[] images, int from, int side, SplittableRandom random) {
    int channels = shape().channels();
    float[] change = new float[shape().size()];
    for (int i = 0; i < change.length; i++) {
      change[i] = images[from + i] - clean[from + i];
    }
    double length = Norm.length(change, 0, change.length);
    double left = Math.max(0, (double) epsilon() * epsilon() - length * length) / channels;
    int top = random.nextInt(shape().height() - side + 1);
    int start = random.nextInt(shape().width() - side + 1);
    int otherTop = random.nextInt(shape().height() - side + 1);
    int otherStart = random.nextInt(shape().width() - side + 1);
    float[] lobes = lobes(side, random);
    for (int c = 0; c < channels; c++) {
      float[] here = square(change, c, top, start, side);
      double own = Norm.length(here, 0, here.length);
      clear(change, c, top, start, side);
      float[] there = square(change, c, otherTop, otherStart, side);
      double taken = Norm.length(there, 0, there.length);
      clear(change, c, otherTop, otherStart, side);
      float sign = sign(random);
      for (int i = 0; i < here.length; i++) {
        here[i] = (float) (here[i] / (TINY + own)) + sign * lobes[i];
      }
      double scale =
          Math.sqrt(left + own * own + taken * taken) / (TINY + Norm.length(here, 0, here.length));
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

  /** Scales a perturbation to epsilon and adds it. */
  private void write(float[] clean, float[] change, float[] images, int from) {
    double scale = epsilon() / (TINY + Norm.length(change, 0, change.length));
    for (int i = 0; i < change.length; i++) {
      images[from + i] = clean[from + i] + (float) (change[i] * scale);
    }
  }

  /** Two lobes of unit length, one above the other or side by side. */
  private static float[] lobes(int side, SplittableRandom random) {
    float[] lobes = new float[side * side];
    int upper = side / 2;
    lobe(lobes, side, 0, upper, 1);
    lobe(lobes, side, upper, side - upper, -1);
    double length = Norm.length(lobes, 0, lobes.length);
    boolean turned = random.nextBoolean();
    float[] placed = new float[lobes.length];
    for (int i = 0; i < lobes.length; i++) {
      placed[turned ? i % side * side + i / side : i] = (float) (lobes[i] / length);
    }
    return placed;
  }

  /** Nested rectangles, each of which weighs the less the larger it is. */
  private static void lobe(float[] lobes, int side, int first, int rows, float sign) {
    int middleRow = rows / 2;
    int middleColumn = side / 2;
    int rectangles = Math.max(middleRow, middleColumn) + 1;
    double square = 0;
    for (int i = first * side; i < (first + rows) * side; i++) {
      int ring =
          Math.max(Math.abs(i / side - first - middleRow), Math.abs(i % side - middleColumn));
      double sum = 0;
      for (int k = ring; k < rectangles; k++) {
        sum += 1.0 / ((k + 1.0) * (k + 1.0));
      }
      lobes[i] = (float) sum;
      square += sum * sum;
    }
    for (int i = first * side; i < (first + rows) * side; i++) {
      lobes[i] *= (float) (sign / Math.sqrt(square));
    }
  }
}
