package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Kernel;
import org.qusecnets.sweep.network.pretrained.folding.Slide;
import org.qusecnets.sweep.network.pretrained.onnx.Element.Padded.Filling;
import org.qusecnets.sweep.network.pretrained.onnx.Element.Pooled.Kind;

/** Pools with a window. */
final class PoolingOperators {
  private static final String PADDING = "build it with padding that counts for nothing";

  private PoolingOperators() {}

  /** By their names. */
  static Map<String, Operator> all() {
    return Map.of("MaxPool", PoolingOperators::largest, "AveragePool", PoolingOperators::mean);
  }

  private static Signal largest(Operation operation) throws UnreadableNetwork {
    Signal signal = Images.of(operation, operation.signal(0));
    Surrounded input = Surrounded.of(operation, signal);
    boolean countsForNothing =
        input.isBare() || input.filling() != Filling.ZEROS || input.inside().isNeverBelowZero();
    if (!countsForNothing) {
      throw operation.unreadable("behind padding that may be its largest value", PADDING);
    }
    operation.integer("storage_order", 0);
    return pooled(operation, input, window(operation, input), Kind.LARGEST);
  }

  private static Signal mean(Operation operation) throws UnreadableNetwork {
    Surrounded input = Surrounded.of(operation, Images.of(operation, operation.signal(0)));
    SlidingWindow window = window(operation, input);
    boolean takesPadding = window.rows().takesPadding() || window.columns().takesPadding();
    boolean ownCounts = operation.integer("count_include_pad", 0) != 0 || window.own().isNone();
    if (!takesPadding || (input.isBare() && !(ownCounts && !window.own().isNone()))) {
      return pooled(operation, input, window, Kind.MEAN);
    }
    if (input.filling() == Filling.EDGE
        && window.own().isNone()
        && isMeanOfTheImage(window.rows())
        && isMeanOfTheImage(window.columns())) {
      return pooled(operation, input, window, Kind.MEAN);
    }
    boolean countsAll =
        ownCounts
            && input.filling() == Filling.ZEROS
            && isWithin(
                input.image().height(), input.frame().above(), window.rows(), window.own().below())
            && isWithin(
                input.image().width(),
                input.frame().before(),
                window.columns(),
                window.own().behind());
    if (!countsAll) {
      throw operation.unreadable("whose padding counts in a way that no layer has", PADDING);
    }
    return meanWithZeros(operation, input, window);
  }

  /** Whether copies of the edge do not change a mean: where one row is seen with its copies. */
  private static boolean isMeanOfTheImage(Slide slide) {
    for (int place = 0; place < slide.places(); place++) {
      int first = place * slide.stride() - slide.before();
      int seen = Math.min(first + slide.reach(), slide.side()) - Math.max(first, 0);
      boolean isInside = first >= 0 && first + slide.reach() <= slide.side();
      if (!isInside && seen != 1) {
        return false;
      }
    }
    return true;
  }

  /** Whether no place goes beyond the padding, where rounding up let one begin. */
  private static boolean isWithin(int padded, int around, Slide slide, int ownBehind) {
    int first = around - slide.before();
    return first + (slide.places() - 1) * slide.stride() + slide.reach() <= padded + ownBehind;
  }

  /** A mean that zeros count in: a convolution of each channel. */
  private static Signal meanWithZeros(Operation operation, Surrounded input, SlidingWindow window)
      throws UnreadableNetwork {
    int rows = window.rows().kernel();
    int columns = window.columns().kernel();
    int channels = input.image().channels();
    operation.budget().take((long) channels * rows * columns);
    Kernel kernel = Kernel.ofEachChannel(channels, rows, columns, 1f / (rows * columns));
    return input
        .inside()
        .then(
            new Element.Convolved(operation, kernel, window.rows(), window.columns()),
            shape(operation, input, window));
  }

  private static SlidingWindow window(Operation operation, Surrounded input)
      throws UnreadableNetwork {
    Optional<long[]> kernel = operation.integers("kernel_shape");
    if (kernel.isEmpty() || kernel.get().length != 2) {
      throw operation.damaged("without a kernel_shape of rows and columns");
    }
    SlidingWindow window =
        SlidingWindow.read(operation, input.image(), input.frame(), kernel.get());
    if (window.rows().dilation() != 1 || window.columns().dilation() != 1) {
      throw operation.unreadable("with dilations", "build it with a window without gaps");
    }
    return window;
  }

  private static ImageShape shape(Operation operation, Surrounded input, SlidingWindow window)
      throws UnreadableNetwork {
    return Images.shape(
        operation, input.image().channels(), window.rows().places(), window.columns().places());
  }

  private static Signal pooled(
      Operation operation, Surrounded input, SlidingWindow window, Kind kind)
      throws UnreadableNetwork {
    ImageShape image = shape(operation, input, window);
    boolean changesNothing =
        image.equals(input.inside().image())
            && isOfOneValue(window.rows())
            && isOfOneValue(window.columns());
    return changesNothing
        ? input.inside()
        : input
            .inside()
            .then(new Element.Pooled(operation, kind, window.rows(), window.columns()), image);
  }

  /** Whether each place sees one value, which is that place's own. */
  private static boolean isOfOneValue(Slide slide) {
    boolean isOfTheOnly = slide.side() == 1 && slide.before() >= 0 && slide.behind() >= 0;
    return isOfTheOnly || (slide.kernel() == 1 && slide.before() == 0);
  }
}
