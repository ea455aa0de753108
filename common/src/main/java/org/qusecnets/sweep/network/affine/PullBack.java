package org.qusecnets.sweep.network.affine;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.qusecnets.sweep.network.arithmetic.NativeDoubles;

/**
 * Takes coefficients of a layer's outputs back to its inputs, {@code W^T c}, of many linear
 * functions at once: position by position one matrix product, of those filters alone that some
 * function depends on there. Where functions are few, positions are taken together.
 *
 * <p>Functions are innermost in memory, so that what a position means to the inputs is added to
 * them in long runs. Not safe for use by several threads.
 */
public final class PullBack implements AutoCloseable {
  /** Share of the filters from which on leaving out the others takes longer than it saves. */
  private static final double MOST = 0.75;

  /** Values of a run from which on a product of its own is worth it. */
  private static final int LONG = 64;

  /** Functions from which on a position has a product of its own. */
  private static final int MANY = 64;

  /** Columns of a product of several positions. */
  private static final int TOGETHER = 256;

  private final AffineLayer layer;
  private final NativeDoubles weights;
  private final NativeDoubles fewerWeights = new NativeDoubles();
  private final NativeDoubles outputs = new NativeDoubles();
  private final NativeDoubles patches = new NativeDoubles();
  private final NativeDoubles inputs = new NativeDoubles();

  private Window outputWindow;
  private Window inputWindow;
  private int count;
  private IntPredicate isNeeded = unit -> true;
  private double[] zeros = {};

  /** Positions of the product that is being gathered. */
  private int first;

  private int together;
  private int position;

  /** Of each filter its place in the product, or -1. */
  private final int[] places;

  private int kept;

  /**
   * Buffers for a layer.
   *
   * @param weights [filters, patch]
   */
  PullBack(AffineLayer layer, NativeDoubles weights) {
    this.layer = layer;
    this.weights = weights;
    places = new int[layer.filters()];
  }

  /**
   * Begins anew.
   *
   * @param window positions of the layer's outputs that the functions depend on
   * @param functions how many functions
   * @param needed which of the layer's outputs can have coefficients other than 0
   */
  public void begin(Window window, int functions, IntPredicate needed) {
    outputWindow = window;
    inputWindow = layer.inputOf(window);
    count = functions;
    isNeeded = needed;
    zeros = zeros.length < count ? new double[count] : zeros;
    together = count < MANY ? TOGETHER / count : 1;
    outputs.reserve(layer.filters() * together * count);
    int size = inputWindow.positions() * layer.channels() * count;
    inputs.reserve(size);
    inputs.clear(size);
  }

  /** Begins with a position of the window; all are to be taken, in order. */
  public void beginPosition(int number) {
    position = number;
    if (number == 0 || number == first + together) {
      first = number;
      choosePlaces();
    }
  }

  private int size() {
    return Math.min(together, outputWindow.positions() - first);
  }

  private boolean isNeeded(int number, int filter) {
    return isNeeded.test(outputWindow.place(number, layer.width()) * places.length + filter);
  }

  private void choosePlaces() {
    kept = 0;
    for (int filter = 0; filter < places.length; filter++) {
      places[filter] = -1;
      for (int i = 0; i < size() && places[filter] < 0; i++) {
        places[filter] = isNeeded(first + i, filter) ? kept++ : -1;
      }
    }
    if (kept > MOST * places.length) {
      kept = places.length;
      Arrays.setAll(places, filter -> filter);
    }
    for (int filter = 0; filter < places.length; filter++) {
      for (int i = 0; i < size() && places[filter] >= 0; i++) {
        if (!isNeeded(first + i, filter)) {
          outputs.write((places[filter] * size() + i) * count, zeros, 0, count);
        }
      }
    }
  }

  /**
   * Sets the coefficients of a filter at the position; those of all that are needed are to be set.
   *
   * @param coefficients of each function, from 0 on
   */
  public void set(int filter, double[] coefficients) {
    outputs.write((places[filter] * size() + position - first) * count, coefficients, 0, count);
  }

  /** Ends with the position. */
  public void endPosition() {
    if (position == first + size() - 1 && kept > 0) {
      if (size() == 1 && layer.runLength() >= LONG) {
        addProducts();
      } else {
        addPatches();
      }
    }
  }

  private void addProducts() {
    NativeDoubles keptWeights = weightsOfKept();
    layer.forEachRun(
        outputWindow.position(position),
        inputWindow,
        (patch, input, length) ->
            inputs.addProduct(
                input * count, keptWeights, patch, layer.terms(), outputs, length, kept, count));
  }

  private void addPatches() {
    int size = size();
    patches.reserve(layer.terms() * size * count);
    patches.setProduct(weightsOfKept(), outputs, layer.terms(), kept, size * count);
    // Of one position the values of a run are next to each other.
    int values = size == 1 ? Integer.MAX_VALUE : 1;
    for (int i = 0; i < size; i++) {
      int place = i;
      layer.forEachRun(
          outputWindow.position(first + i),
          inputWindow,
          (patch, input, length) -> {
            for (int v = 0; v < length; v += Math.min(values, length)) {
              inputs.add(
                  (input + v) * count,
                  patches,
                  ((patch + v) * size + place) * count,
                  Math.min(values, length) * count);
            }
          });
    }
  }

  private NativeDoubles weightsOfKept() {
    if (kept == places.length) {
      return weights;
    }
    int patch = layer.terms();
    fewerWeights.reserve(kept * patch);
    for (int filter = 0; filter < places.length; filter++) {
      if (places[filter] >= 0) {
        fewerWeights.write(places[filter] * patch, weights, filter * patch, patch);
      }
    }
    return fewerWeights;
  }

  /** The coefficients of the inputs; they hold until it begins anew. */
  public Coefficients inputs() {
    return (value, coefficients) -> inputs.read(value * count, coefficients, 0, count);
  }

  @Override
  public void close() {
    fewerWeights.close();
    outputs.close();
    patches.close();
    inputs.close();
  }
}
