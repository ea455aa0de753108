package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Slide;
import org.qusecnets.sweep.network.pretrained.onnx.Axes.Side;
import org.qusecnets.sweep.network.pretrained.onnx.Element.Pooled.Kind;

/** What leaves one value of each channel. */
final class ReductionOperators {
  private ReductionOperators() {}

  /** By their names. */
  static Map<String, Operator> all() {
    return Map.of(
        "GlobalAveragePool", operation -> ofImage(operation, Kind.MEAN),
        "GlobalMaxPool", operation -> ofImage(operation, Kind.LARGEST),
        "ReduceMean", operation -> alongAxes(operation, Kind.MEAN),
        "ReduceMax", operation -> alongAxes(operation, Kind.LARGEST));
  }

  private static Signal ofImage(Operation operation, Kind kind) throws UnreadableNetwork {
    Signal signal = Images.of(operation, operation.signal(0));
    Axes axes = Axes.of(new ImageShape(signal.image().channels(), 1, 1));
    return reduced(operation, signal, axes, kind);
  }

  private static Signal alongAxes(Operation operation, Kind kind) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    Optional<long[]> written = operation.rowOrAttribute(1, "axes");
    boolean isOfAll = operation.integer("noop_with_empty_axes", 0) == 0;
    boolean keepsAxes = operation.integer("keepdims", 1) != 0;
    if (written.isEmpty() || (written.get().length == 0 && isOfAll)) {
      throw operation.unreadable("of all axes", "build it with one of rows and columns");
    }
    Set<Integer> axes = new HashSet<>();
    for (long axis : written.get()) {
      axes.add(Constants.axis(operation, axis, signal.axes().rank() + 1) - 1);
    }
    List<Side> sides =
        axes.stream()
            .filter(axis -> axis >= 0)
            .flatMap(axis -> signal.axes().along().get(axis).stream())
            .toList();
    List<Side> planes =
        signal.axes().sequence().stream().filter(side -> side != Side.CHANNELS).toList();
    boolean isOfPlanes = sides.size() == planes.size() && sides.containsAll(planes);
    if (axes.contains(-1) || !(sides.isEmpty() || isOfPlanes)) {
      throw operation.unreadable(
          "along other axes than rows and columns together", "build it with one of both");
    }
    return reduced(operation, signal, signal.axes().without(axes, keepsAxes), kind);
  }

  private static Signal reduced(Operation operation, Signal signal, Axes axes, Kind kind) {
    boolean changesNothing = signal.image().equals(axes.image());
    return changesNothing
        ? signal.with(axes)
        : new Signal(
            signal.chain().then(element(operation, signal.image(), kind)), signal.batch(), axes);
  }

  private static Element element(Operation operation, ImageShape image, Kind kind) {
    return switch (kind) {
      case MEAN -> new Element.ChannelMean(operation);
      case LARGEST ->
          new Element.Pooled(
              operation,
              kind,
              new Slide(image.height(), image.height(), 1, 1, 0, 1),
              new Slide(image.width(), image.width(), 1, 1, 0, 1));
    };
  }
}
