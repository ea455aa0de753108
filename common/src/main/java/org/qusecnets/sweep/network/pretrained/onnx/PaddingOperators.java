package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Frame;
import org.qusecnets.sweep.network.pretrained.folding.Kernel;
import org.qusecnets.sweep.network.pretrained.folding.Slide;
import org.qusecnets.sweep.network.pretrained.onnx.Axes.Side;
import org.qusecnets.sweep.network.pretrained.onnx.Element.Padded.Filling;

/** What is put around images, and what is taken of them. */
final class PaddingOperators {
  private static final int MOST = 1024;

  /** Below what any value of a network is. */
  private static final double LEAST = -1e30;

  private PaddingOperators() {}

  /** By their names. */
  static Map<String, Operator> all() {
    return Map.of("Pad", PaddingOperators::pad, "Slice", PaddingOperators::slice);
  }

  private static Signal pad(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    Filling filling = filling(operation);
    int[] dims = signal.dims();
    long[] written = around(operation, dims.length);
    int[] none = {0, 0};
    Map<Side, int[]> around = new EnumMap<>(Side.class);
    for (int axis = 0; axis < dims.length; axis++) {
      long before = written[axis];
      long behind = written[axis + dims.length];
      if (Math.min(before, behind) < -MOST || Math.max(before, behind) > MOST) {
        throw operation.unreadable(
            "with pads of %d and %d".formatted(before, behind), "build it with less padding");
      }
      if (before != 0 || behind != 0) {
        around.put(side(operation, signal.axes(), axis), new int[] {(int) before, (int) behind});
      }
    }
    int[] rows = around.getOrDefault(Side.ROWS, none);
    int[] columns = around.getOrDefault(Side.COLUMNS, none);
    Frame frame = new Frame(rows[0], columns[0], rows[1], columns[1]);
    if (around.containsKey(Side.CHANNELS)) {
      if (!frame.isNone() || filling != Filling.ZEROS) {
        throw operation.unreadable("around channels", "build it with padding around images");
      }
      int[] channels = around.get(Side.CHANNELS);
      return moreChannels(operation, signal, channels[0], channels[1]);
    }
    return frame.isNone() ? signal : padded(operation, signal, frame, filling);
  }

  /** The side of the image that an axis is. */
  private static Side side(Operation operation, Axes axes, int axis) throws UnreadableNetwork {
    Optional<List<Side>> order = axes.order();
    if (axis == 0 || order.isEmpty()) {
      throw operation.unreadable(
          "along what are no rows or columns of an image", "build it with padding around images");
    }
    return order.get().get(axis - 1);
  }

  private static Signal padded(Operation operation, Signal signal, Frame frame, Filling filling)
      throws UnreadableNetwork {
    Chain chain = signal.chain();
    Frame all = frame;
    if (chain.last().orElse(null) instanceof Element.Padded inner) {
      if (inner.filling() != filling
          || filling == Filling.EDGE
          || frame.isAroundCut(inner.frame())) {
        throw operation.unreadable(
            "around padding of another kind", "build it with one padding in one place");
      }
      all = frame.around(inner.frame());
      chain = chain.previous();
    }
    ImageShape image = signal.image();
    ImageShape larger =
        Images.shape(
            operation,
            image.channels(),
            image.height() + frame.above() + frame.below(),
            image.width() + frame.before() + frame.behind());
    return new Signal(
        chain.then(new Element.Padded(operation, all, filling)),
        signal.batch(),
        Axes.of(larger, signal.axes().order().orElseThrow().toArray(new Side[0])));
  }

  private static Filling filling(Operation operation) throws UnreadableNetwork {
    String mode = operation.word("mode", "constant");
    double value = operation.numberOrAttribute(2, "value", 0);
    if (mode.equals("constant") && value == 0) {
      return Filling.ZEROS;
    } else if (mode.equals("constant") && value <= LEAST) {
      return Filling.LEAST;
    } else if (mode.equals("edge")) {
      return Filling.EDGE;
    }
    throw operation.unreadable(
        "that pads with %s %s".formatted(Operation.shown(mode), value),
        "build it with zeros around images");
  }

  /** Before all axes, then behind all axes. */
  private static long[] around(Operation operation, int rank) throws UnreadableNetwork {
    Optional<long[]> written = operation.rowOrAttribute(1, "pads");
    if (written.isEmpty()) {
      throw operation.damaged("without pads");
    }
    Optional<long[]> axes =
        operation.optional(3).isPresent() ? Optional.of(operation.row(3)) : Optional.empty();
    int count = axes.isPresent() ? axes.get().length : rank;
    if (written.get().length != 2L * count) {
      throw operation.damaged("with %d pads for %d axes".formatted(written.get().length, count));
    }
    if (axes.isEmpty()) {
      return written.get();
    }
    long[] around = new long[2 * rank];
    for (int i = 0; i < count; i++) {
      int axis = Constants.axis(operation, axes.get()[i], rank);
      around[axis] = written.get()[i];
      around[axis + rank] = written.get()[i + count];
    }
    return around;
  }

  /** Channels of zeros: a convolution of 1 x 1, which a subsampling before it is a part of. */
  private static Signal moreChannels(Operation operation, Signal signal, int before, int behind)
      throws UnreadableNetwork {
    Signal input = Images.of(operation, signal);
    ImageShape image = input.image();
    ImageShape larger =
        Images.shape(
            operation, (long) image.channels() + before + behind, image.height(), image.width());
    operation.budget().take((long) larger.channels() * image.channels());
    float[] weights = new float[larger.channels() * image.channels()];
    for (int channel = 0; channel < image.channels(); channel++) {
      int filter = channel + before;
      if (filter >= 0 && filter < larger.channels()) {
        weights[filter * image.channels() + channel] = 1;
      }
    }
    Chain chain = input.chain();
    Slide rows = new Slide(image.height(), 1, 1, 1, 0, image.height());
    Slide columns = new Slide(image.width(), 1, 1, 1, 0, image.width());
    if (chain.last().orElse(null) instanceof Element.Subsampled subsampled) {
      rows = subsampled.rows();
      columns = subsampled.columns();
      chain = chain.previous();
    }
    Kernel kernel =
        new Kernel(
            1, larger.channels(), image.channels(), 1, 1, weights, new float[larger.channels()]);
    return new Signal(
        chain.then(new Element.Convolved(operation, kernel, rows, columns)),
        input.batch(),
        Axes.of(larger));
  }

  /** Each so manieth row and column. */
  private static Signal slice(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    int[] dims = signal.dims();
    Slices slices = Slices.read(operation, dims);
    Map<Side, Integer> steps = new EnumMap<>(Side.class);
    for (int axis = 0; axis < dims.length; axis++) {
      int step = (int) Math.min(Integer.MAX_VALUE, slices.step(axis));
      boolean isWhole = slices.length(axis) == dims[axis] && step == 1;
      if (!isWhole) {
        Side side = side(operation, signal.axes(), axis);
        boolean isEach =
            step > 0
                && step <= MOST
                && slices.place(axis, 0) == 0
                && slices.length(axis) == (dims[axis] + step - 1) / step;
        if (!isEach || side == Side.CHANNELS) {
          throw operation.unreadable(
              "that takes a part of what it is given", "build the network without it");
        }
        steps.put(side, step);
      }
    }
    return steps.isEmpty()
        ? signal
        : subsampled(
            operation,
            Images.of(operation, signal),
            steps.getOrDefault(Side.ROWS, 1),
            steps.getOrDefault(Side.COLUMNS, 1));
  }

  private static Signal subsampled(Operation operation, Signal signal, int ofRows, int ofColumns) {
    ImageShape image = signal.image();
    Slide rows = each(image.height(), ofRows);
    Slide columns = each(image.width(), ofColumns);
    ImageShape smaller = new ImageShape(image.channels(), rows.places(), columns.places());
    Chain chain = signal.chain();
    if (chain.last().orElse(null) instanceof Element.Subsampled before) {
      rows = each(before.rows().side(), before.rows().stride() * ofRows);
      columns = each(before.columns().side(), before.columns().stride() * ofColumns);
      chain = chain.previous();
    }
    return new Signal(
        chain.then(new Element.Subsampled(operation, rows, columns)),
        signal.batch(),
        Axes.of(smaller));
  }

  private static Slide each(int side, int step) {
    return new Slide(side, 1, step, 1, 0, (side + step - 1) / step);
  }
}
