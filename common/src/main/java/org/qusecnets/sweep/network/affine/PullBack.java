package org.qusecnets.sweep.network.affine;

import java.util.function.IntPredicate;
import org.qusecnets.sweep.network.arithmetic.NativeDoubles;

/**
 * Takes coefficients of a layer's outputs back to its inputs, {@code W^T c}, of many linear
 * functions at once: position by position one matrix product, of those filters alone that some
 * function depends on there.
 *
 * <p>Functions are innermost in memory, so that what a position means to the inputs is added to
 * them in long runs. Not safe for use by several threads.
 */
public final class PullBack implements AutoCloseable {
  /** Share of the filters from which on leaving out the others takes longer than it saves. */
  private static final double MOST = 0.75;

  /** Values of a run from which on a product of its own is worth it. */
  private static final int LONG = 64;

  private final AffineLayer layer;
  private final NativeDoubles weights;
  private final NativeDoubles fewerWeights = new NativeDoubles();
  private final NativeDoubles outputs = new NativeDoubles();
  private final NativeDoubles patches = new NativeDoubles();
  private final NativeDoubles inputs = new NativeDoubles();

  /** Of each filter its place in the product. */
  private final int[] places;

  private int kept;
  private Window outputWindow;
  private Window position;
  private Window window;
  private int count;
  private double[] zeros = {};

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
   * @param positions of the layer's outputs that the functions depend on
   * @param functions how many functions
   */
  public void begin(Window positions, int functions) {
    outputWindow = positions;
    window = layer.inputOf(positions);
    count = functions;
    zeros = zeros.length < count ? new double[count] : zeros;
    outputs.reserve(layer.filters() * count);
    patches.reserve(layer.terms() * count);
    int size = window.positions() * layer.channels() * count;
    inputs.reserve(size);
    inputs.clear(size);
  }

  /**
   * Begins with a position.
   *
   * @param number its number in the window
   * @param isNeeded which filters can have coefficients other than 0 there
   */
  public void beginPosition(int number, IntPredicate isNeeded) {
    position = outputWindow.position(number);
    int filters = layer.filters();
    kept = 0;
    for (int f = 0; f < filters; f++) {
      places[f] = isNeeded.test(f) ? kept++ : -1;
    }
    if (kept > MOST * filters) {
      for (int f = 0; f < filters; f++) {
        if (places[f] < 0) {
          outputs.write(f * count, zeros, 0, count);
        }
        places[f] = f;
      }
      kept = filters;
    }
  }

  /**
   * Sets the coefficients of a filter at the position; of each that is needed they are to be set.
   *
   * @param coefficients of each function, from 0 on
   */
  public void set(int filter, double[] coefficients) {
    outputs.write(places[filter] * count, coefficients, 0, count);
  }

  /** Adds what the position's coefficients mean to the inputs. */
  public void endPosition() {
    if (kept == 0) {
      return;
    }
    NativeDoubles keptWeights = weightsOfKept();
    int terms = layer.terms();
    if (layer.runLength() >= LONG) {
      layer.forEachRun(
          position,
          window,
          (patch, input, length) ->
              inputs.addProduct(
                  input * count, keptWeights, patch, terms, outputs, length, kept, count));
      return;
    }
    patches.setProduct(keptWeights, outputs, terms, kept, count);
    layer.forEachRun(
        position,
        window,
        (patch, input, length) ->
            inputs.add(input * count, patches, patch * count, length * count));
  }

  private NativeDoubles weightsOfKept() {
    if (kept == places.length) {
      return weights;
    }
    int patch = layer.terms();
    fewerWeights.reserve(kept * patch);
    for (int f = 0; f < places.length; f++) {
      if (places[f] >= 0) {
        fewerWeights.write(places[f] * patch, weights, f * patch, patch);
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
