package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Kernel;

/** Convolutions. */
final class ConvolutionOperators {
  private ConvolutionOperators() {}

  /** By their names. */
  static Map<String, Operator> all() {
    return Map.of("Conv", ConvolutionOperators::convolve);
  }

  private static Signal convolve(Operation operation) throws UnreadableNetwork {
    Surrounded input = Surrounded.of(operation, Images.of(operation, operation.signal(0)));
    input.checkZeros(operation);
    Kernel kernel = kernel(operation, input.image().channels());
    SlidingWindow window =
        SlidingWindow.read(
            operation, input.image(), input.frame(), kernel.rows(), kernel.columns());
    return input
        .inside()
        .then(
            new Element.Convolved(operation, kernel, window.rows(), window.columns()),
            Images.shape(
                operation, kernel.filters(), window.rows().places(), window.columns().places()));
  }

  private static Kernel kernel(Operation operation, int channels) throws UnreadableNetwork {
    Constant.Floats weights = operation.floats(1);
    int[] dims = weights.dims();
    if (dims.length != 4 || weights.size() == 0) {
      throw operation.unreadable(
          "with weights of %d axes".formatted(dims.length),
          "build the network of convolutions of images");
    }
    Optional<long[]> shape = operation.integers("kernel_shape");
    if (shape.isPresent()
        && !(shape.get().length == 2 && shape.get()[0] == dims[2] && shape.get()[1] == dims[3])) {
      throw operation.damaged("with a kernel_shape that is not that of its weights");
    }
    long groups = operation.integer("group", 1);
    if (groups < 1 || groups * dims[1] != channels || dims[0] % groups != 0) {
      throw operation.damaged(
          "with %d groups of filters for %d of %d channels".formatted(groups, dims[1], channels));
    }
    if (groups != 1 && groups != channels) {
      throw operation.unreadable(
          "with %d groups of %d channels".formatted(groups, channels),
          "build it with one group, or with one of each channel");
    }
    operation.budget().take(dims[0]);
    float[] biases = new float[dims[0]];
    if (operation.optional(2).isPresent()) {
      Constant.Floats given = operation.floats(2);
      if (given.size() != biases.length) {
        throw operation.damaged(
            "with %d biases for %d filters".formatted(given.size(), biases.length));
      }
      biases = given.values();
    }
    return new Kernel((int) groups, dims[0], dims[1], dims[2], dims[3], weights.values(), biases);
  }
}
