package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** What moves values, or hands them on as they are. */
final class LayoutOperators {
  private LayoutOperators() {}

  /** By their names. */
  static Map<String, Operator> all() {
    return Map.of(
        "Identity", operation -> operation.signal(0),
        "Cast", LayoutOperators::cast,
        "Dropout", LayoutOperators::dropOut,
        "Shape", LayoutOperators::shape,
        "Reshape", LayoutOperators::reshape,
        "Flatten", LayoutOperators::flatten,
        "Squeeze", LayoutOperators::squeeze,
        "Unsqueeze", LayoutOperators::unsqueeze,
        "Transpose", LayoutOperators::transpose);
  }

  private static Signal cast(Operation operation) throws UnreadableNetwork {
    long type = Tensors.target(operation);
    if (!Tensors.isReal(type)) {
      throw operation.unreadable(
          "to " + Tensors.type(type), "export the network so that it computes in float32");
    }
    return operation.signal(0);
  }

  /** What leaves values out in training only. */
  private static Signal dropOut(Operation operation) throws UnreadableNetwork {
    operation.number("ratio", 0);
    operation.integer("seed", 0);
    operation.optional(1);
    if (operation.optional(2).isPresent()
        && operation.row(2).length > 0
        && operation.row(2)[0] != 0) {
      throw operation.unreadable(
          "that may be in training", "export it as it is evaluated: in PyTorch after eval()");
    }
    return operation.signal(0);
  }

  private static Constant shape(Operation operation) throws UnreadableNetwork {
    return ConstantFolding.shape(operation, operation.signal(0).dims());
  }

  private static Signal reshape(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    return moved(operation, signal, Constants.reshaped(operation, operation.row(1), signal.dims()));
  }

  private static Signal flatten(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    return moved(operation, signal, Layouts.flattened(operation, signal.dims()));
  }

  private static Signal squeeze(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    return moved(operation, signal, Layouts.squeezed(operation, signal.dims()));
  }

  private static Signal unsqueeze(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    return moved(operation, signal, Layouts.unsqueezed(operation, signal.dims()));
  }

  private static Signal moved(Operation operation, Signal signal, int... dims)
      throws UnreadableNetwork {
    if (dims.length == 0 || dims[0] != signal.batch()) {
      throw operation.unreadable(
          "that moves values from one image to another, or leaves no axis for the batch",
          "export the network for one image, or for a batch of any size");
    }
    Optional<Axes> axes = signal.axes().reshaped(Arrays.copyOfRange(dims, 1, dims.length));
    if (axes.isEmpty()) {
      throw operation.unreadable(
          "that cuts channels, rows or columns into parts",
          "build the network without, with Flatten where an image becomes a row");
    }
    return signal.with(axes.get());
  }

  private static Signal transpose(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    int[] axes = Layouts.permutation(operation, signal.dims().length);
    if (axes[0] != 0) {
      throw operation.unreadable(
          "that moves the axis of the batch", "build the network without it");
    }
    int[] behind = Arrays.stream(axes).skip(1).map(axis -> axis - 1).toArray();
    return signal.with(signal.axes().permuted(behind));
  }
}
