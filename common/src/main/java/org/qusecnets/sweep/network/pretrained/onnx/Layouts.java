package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Sides that nodes make of sides, whatever has them. */
final class Layouts {
  private Layouts() {}

  /** Of a matrix. */
  static int[] flattened(Operation operation, int... dims) throws UnreadableNetwork {
    long written = operation.integer("axis", 1);
    int axis =
        written == dims.length ? dims.length : Constants.axis(operation, written, dims.length);
    return new int[] {
      Constants.size(operation, Arrays.copyOf(dims, axis)),
      Constants.size(operation, Arrays.copyOfRange(dims, axis, dims.length))
    };
  }

  /** Without some axes of 1, or without any. */
  static int[] squeezed(Operation operation, int... dims) throws UnreadableNetwork {
    Optional<long[]> written = operation.rowOrAttribute(1, "axes");
    boolean[] left = new boolean[dims.length];
    for (int axis = 0; axis < dims.length; axis++) {
      left[axis] = written.isEmpty() && dims[axis] == 1;
    }
    for (long axis : written.orElse(new long[0])) {
      int out = Constants.axis(operation, axis, dims.length);
      if (dims[out] != 1) {
        throw operation.damaged("of a side of " + dims[out]);
      }
      left[out] = true;
    }
    return IntStream.range(0, dims.length)
        .filter(axis -> !left[axis])
        .map(axis -> dims[axis])
        .toArray();
  }

  /** With further axes of 1. */
  static int[] unsqueezed(Operation operation, int... dims) throws UnreadableNetwork {
    long[] written = operation.rowOrAttribute(1, "axes").orElse(new long[0]);
    int rank = dims.length + written.length;
    if (rank > Tensors.MOST_AXES) {
      throw operation.damaged("with %d axes".formatted(rank));
    }
    int[] made = new int[rank];
    for (long axis : written) {
      int place = Constants.axis(operation, axis, rank);
      if (made[place] != 0) {
        throw operation.damaged("with the axis %d twice".formatted(axis));
      }
      made[place] = 1;
    }
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      if (made[axis] == 0) {
        made[axis] = dims[next];
        next++;
      }
    }
    return made;
  }

  /** The order of axes that a transposing says. */
  static int[] permutation(Operation operation, int rank) throws UnreadableNetwork {
    long[] reversed = IntStream.range(0, rank).mapToLong(axis -> rank - 1L - axis).toArray();
    long[] written = operation.integers("perm").orElse(reversed);
    if (!Arrays.equals(
        Arrays.stream(written).sorted().toArray(),
        IntStream.range(0, rank).asLongStream().toArray())) {
      throw operation.damaged("with a perm that is none of %d axes".formatted(rank));
    }
    return Arrays.stream(written).mapToInt(Math::toIntExact).toArray();
  }
}
