package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.List;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.onnx.Axes.Side;

/** What a graph takes, in the ways that it may be meant. */
final class InputLayout {
  private static final String REMEDY =
      "export it for images of [N, channels, rows, columns] or [N, rows, columns, channels], or for"
          + " rows of [N, values], where only N is open";

  /** An image of more channels than this is hardly one whose channels come last. */
  private static final int MOST_COLOURS = 4;

  private InputLayout() {}

  /** Images as they may lie along the axes of an input, the likelier ones first. */
  static List<Signal> of(ValueInfoProto input) throws UnreadableNetwork {
    TypeProto.Tensor tensor = input.getType().getTensorType();
    if (!input.getType().hasTensorType() || !tensor.hasShape()) {
      throw new UnreadableNetwork(described(input) + " without a shape", REMEDY);
    }
    if (!Tensors.isReal(tensor.getElemType())) {
      throw new UnreadableNetwork(
          described(input) + " of " + Tensors.type(tensor.getElemType()),
          "export it for images in float32");
    }
    TensorShapeProto shape = tensor.getShape();
    int rank = shape.getDimCount();
    if (rank < 2 || rank > 4) {
      throw new UnreadableNetwork(described(input) + " of %d axes".formatted(rank), REMEDY);
    }
    int[] sides = new int[rank - 1];
    for (int axis = 1; axis < rank; axis++) {
      sides[axis - 1] = side(input, shape.getDim(axis));
    }
    long images = shape.getDim(0).getDimValue();
    int batch = images >= 1 && images <= Integer.MAX_VALUE ? (int) images : 1;
    return switch (rank) {
      case 2 -> List.of(signal(batch, image(input, sides[0], 1, 1), Side.CHANNELS));
      case 3 ->
          List.of(signal(batch, image(input, 1, sides[0], sides[1]), Side.ROWS, Side.COLUMNS));
      default -> images(input, batch, sides);
    };
  }

  /** The same where images are known to have their channels first. */
  static List<Signal> channelsFirst(ValueInfoProto input) throws UnreadableNetwork {
    return of(input).stream()
        .filter(image -> image.axes().rank() < 3 || image.axes().isImage())
        .toList();
  }

  private static List<Signal> images(ValueInfoProto input, int batch, int... sides)
      throws UnreadableNetwork {
    Signal channelsFirst = signal(batch, image(input, sides[0], sides[1], sides[2]), Side.values());
    Signal channelsLast =
        signal(
            batch,
            image(input, sides[2], sides[0], sides[1]),
            Side.ROWS,
            Side.COLUMNS,
            Side.CHANNELS);
    boolean isLikelyLast = sides[2] <= MOST_COLOURS && sides[0] > MOST_COLOURS;
    return isLikelyLast
        ? List.of(channelsLast, channelsFirst)
        : List.of(channelsFirst, channelsLast);
  }

  private static Signal signal(int batch, ImageShape image, Side... order) {
    return new Signal(Chain.image(), batch, Axes.of(image, order));
  }

  private static ImageShape image(ValueInfoProto input, int channels, int rows, int columns)
      throws UnreadableNetwork {
    if (!Images.isBounded(channels, rows, columns)) {
      throw new UnreadableNetwork(
          described(input) + " of %d x %d x %d values".formatted(channels, rows, columns),
          "export it for smaller images");
    }
    return new ImageShape(channels, rows, columns);
  }

  private static int side(ValueInfoProto input, Dimension dimension) throws UnreadableNetwork {
    long value = dimension.getDimValue();
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw new UnreadableNetwork(
          described(input)
              + (dimension.getDimParam().isEmpty()
                  ? " with a side of " + value
                  : " with the open side " + Operation.shown(dimension.getDimParam())),
          REMEDY);
    }
    return (int) value;
  }

  private static String described(ValueInfoProto input) {
    return "has the input " + Operation.shown(input.getName());
  }
}
