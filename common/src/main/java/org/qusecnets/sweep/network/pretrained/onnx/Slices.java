package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Optional;
import java.util.stream.LongStream;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** What a slice takes along each axis. */
final class Slices {
  private final long[] starts;
  private final long[] steps;
  private final int[] lengths;

  private Slices(int... dims) {
    starts = new long[dims.length];
    steps = LongStream.generate(() -> 1).limit(dims.length).toArray();
    lengths = dims.clone();
  }

  /** That of a node, of a value of these sides. */
  static Slices read(Operation operation, int... dims) throws UnreadableNetwork {
    Slices slices = new Slices(dims);
    long[] from = needed(operation, 1, "starts");
    long[] to = needed(operation, 2, "ends");
    Optional<long[]> axes = operation.rowOrAttribute(3, "axes");
    Optional<long[]> steps =
        operation.optional(4).isPresent() ? Optional.of(operation.row(4)) : Optional.empty();
    if (to.length != from.length
        || axes.orElse(from).length != from.length
        || steps.orElse(from).length != from.length) {
      throw operation.damaged("of different numbers of axes");
    }
    for (int i = 0; i < from.length; i++) {
      int axis = Constants.axis(operation, axes.isPresent() ? axes.get()[i] : i, dims.length);
      slices.take(operation, axis, from[i], to[i], steps.isPresent() ? steps.get()[i] : 1);
    }
    return slices;
  }

  private static long[] needed(Operation operation, int index, String name)
      throws UnreadableNetwork {
    Optional<long[]> row = operation.rowOrAttribute(index, name);
    if (row.isEmpty()) {
      throw operation.damaged("without " + name);
    }
    return row.get();
  }

  private void take(Operation operation, int axis, long from, long to, long step)
      throws UnreadableNetwork {
    int side = lengths[axis];
    if (step == 0 || step == Long.MIN_VALUE) {
      throw operation.damaged("with steps of " + step);
    }
    // A side that is left out of a row that goes backwards is -1, which no index says.
    long least = step > 0 ? 0 : -1;
    long most = step > 0 ? side : side - 1L;
    long start = within(from, side, 0, most);
    long end = within(to, side, least, most);
    long span = step > 0 ? end - start : start - end;
    long size = Math.abs(step);
    starts[axis] = start;
    steps[axis] = step;
    lengths[axis] = (int) (span <= 0 || side == 0 ? 0 : (span - 1) / size + 1);
  }

  private static long within(long index, int side, long least, long most) {
    long counted = index < 0 ? index + side : index;
    return Math.max(least, Math.min(most, counted));
  }

  /** How many it takes along an axis. */
  int length(int axis) {
    return lengths[axis];
  }

  /** From one to the next along an axis. */
  long step(int axis) {
    return steps[axis];
  }

  /** Where it takes one from along an axis. */
  int place(int axis, int index) {
    return (int) (starts[axis] + index * steps[axis]);
  }
}
