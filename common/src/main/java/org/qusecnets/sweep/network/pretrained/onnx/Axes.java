package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * Where channels, rows and columns of an image lie in a value of a graph.
 *
 * @param image the shape of the image; units are so many channels of 1 x 1
 * @param along the sides along each axis behind that of the batch, the last one the fastest: {@code
 *     [[ROWS], [COLUMNS], [CHANNELS]]}, or {@code [[CHANNELS, ROWS, COLUMNS]]} of an image in a
 *     row; sides of 1 are left out
 */
record Axes(ImageShape image, List<List<Side>> along) {
  /** A side of an image. */
  enum Side {
    CHANNELS,
    ROWS,
    COLUMNS
  }

  /** An image of [channels, rows, columns]. */
  static Axes of(ImageShape image) {
    return of(image, Side.values());
  }

  /** An image with its sides in an order. */
  static Axes of(ImageShape image, Side... order) {
    Axes none = new Axes(image, List.of());
    return new Axes(image, Arrays.stream(order).map(none::only).toList());
  }

  private List<Side> only(Side side) {
    return size(side) == 1 ? List.of() : List.of(side);
  }

  private int size(Side side) {
    return switch (side) {
      case CHANNELS -> image.channels();
      case ROWS -> image.height();
      case COLUMNS -> image.width();
    };
  }

  private int size(List<Side> sides) {
    return sides.stream().mapToInt(this::size).reduce(1, (one, other) -> one * other);
  }

  /** Number of axes behind that of the batch. */
  int rank() {
    return along.size();
  }

  /** The length of each axis. */
  int[] dims() {
    return along.stream().mapToInt(this::size).toArray();
  }

  /** Whether they are [channels, rows, columns]. */
  boolean isImage() {
    return equals(of(image));
  }

  /** Whether an axis has a side and nothing else. */
  boolean has(int axis, Side side) {
    return along.get(axis).equals(only(side));
  }

  /**
   * The side that each axis is, one after another; where it is one of 1, the side that no other
   * axis is. Nothing if axes are no sides.
   */
  Optional<List<Side>> order() {
    if (isImage()) {
      return Optional.of(List.of(Side.values()));
    }
    List<Side> missing = new ArrayList<>(List.of(Side.values()));
    missing.removeAll(sequence());
    if (rank() != Side.values().length || missing.size() > 1) {
      return Optional.empty();
    }
    return Optional.of(
        along.stream().map(sides -> sides.isEmpty() ? missing.get(0) : sides.get(0)).toList());
  }

  /** Whether all values lie along one axis. */
  boolean isRow(int axis) {
    return size(along.get(axis)) == image.size();
  }

  /** In the order that a permutation names. */
  Axes permuted(int... axes) {
    return new Axes(image, Arrays.stream(axes).mapToObj(along::get).toList());
  }

  /** With other sides of the same values in the same order, if no side is cut by that. */
  Optional<Axes> reshaped(int... dims) {
    List<Side> all = sequence();
    List<List<Side>> grouped = new ArrayList<>();
    int next = 0;
    for (int dim : dims) {
      List<Side> sides = new ArrayList<>();
      long length = 1;
      while (length < dim && next < all.size()) {
        sides.add(all.get(next));
        length *= size(all.get(next));
        next++;
      }
      if (length != dim) {
        return Optional.empty();
      }
      grouped.add(List.copyOf(sides));
    }
    return next == all.size()
        ? Optional.of(new Axes(image, List.copyOf(grouped)))
        : Optional.empty();
  }

  /** The same axes with other channels along one of them, which has had all there were. */
  Axes with(ImageShape other, int axis) {
    List<List<Side>> sides = new ArrayList<>(along);
    sides.set(axis, new Axes(other, List.of()).only(Side.CHANNELS));
    return new Axes(other, List.copyOf(sides));
  }

  /** One value along axes, which have all rows and columns, or no side at all. */
  Axes without(Set<Integer> axes, boolean keepsAxes) {
    List<List<Side>> sides = new ArrayList<>();
    boolean areLeft = axes.stream().allMatch(axis -> along.get(axis).isEmpty());
    for (int axis = 0; axis < rank(); axis++) {
      if (!axes.contains(axis)) {
        sides.add(along.get(axis));
      } else if (keepsAxes) {
        sides.add(List.of());
      }
    }
    ImageShape of = areLeft ? image : new ImageShape(image.channels(), 1, 1);
    return new Axes(of, List.copyOf(sides));
  }

  /** All sides, the last one the fastest. */
  List<Side> sequence() {
    return along.stream().flatMap(List::stream).toList();
  }

  /** Whether the values are in the order [channels, rows, columns], whatever the axes. */
  boolean isInOrder() {
    List<Side> sequence = sequence();
    return sequence.equals(sequence.stream().sorted().toList());
  }

  /** Where each value is in the order [channels, rows, columns]. */
  int[] positions() {
    List<Side> sequence = sequence();
    int[] positions = new int[image.size()];
    for (int i = 0; i < positions.length; i++) {
      int rest = i;
      for (int s = sequence.size() - 1; s >= 0; s--) {
        Side side = sequence.get(s);
        positions[i] += rest % size(side) * step(side);
        rest /= size(side);
      }
    }
    return positions;
  }

  private int step(Side side) {
    return switch (side) {
      case CHANNELS -> image.height() * image.width();
      case ROWS -> image.width();
      case COLUMNS -> 1;
    };
  }
}
