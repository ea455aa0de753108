package org.qusecnets.sweep.certificate.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.qusecnets.sweep.network.affine.AffineLayer;
import org.qusecnets.sweep.network.affine.AffineNetwork;
import org.qusecnets.sweep.network.affine.Coefficients;
import org.qusecnets.sweep.network.affine.Window;

/**
 * Bounds of all that a network computes for the values of a box.
 *
 * <p>They hold for the real-valued function with these weights: all arithmetic is in double
 * precision, and each bound is widened by what rounding can have done to it. Not safe for use by
 * several threads.
 */
public final class NetworkBounds {
  /** Most units whose rows are taken back together. */
  private static final int UNITS = 128;

  /** Most coefficients of their values in all layers; up to three times as many are held. */
  private static final int COEFFICIENTS = 1 << 22;

  /**
   * How much a rectifier whose lower line is used matters beside one whose upper line is: a side of
   * it gains something only where the function is least on the other side.
   */
  private static final double LOWER_LINE = 1e-3;

  private final AffineNetwork network;
  private final Box box;
  private final List<LayerBounds> hidden = new ArrayList<>();
  private final List<RectifierSplit> splits;

  private NetworkBounds(AffineNetwork network, Box box) {
    this(network, box, List.of());
  }

  private NetworkBounds(AffineNetwork network, Box box, List<RectifierSplit> splits) {
    if (box.lower().length != network.input().size()) {
      throw new IllegalArgumentException(
          "a box of " + box.lower().length + " values for " + network.input());
    }
    this.network = network;
    this.box = box;
    this.splits = splits;
  }

  /**
   * Bounds of the hidden layers by interval arithmetic, of several boxes at once.
   *
   * @param boxes of what the network takes
   */
  public static List<NetworkBounds> interval(AffineNetwork network, List<Box> boxes) {
    List<NetworkBounds> all = boxes.stream().map(box -> new NetworkBounds(network, box)).toList();
    List<Box> inputs = boxes;
    for (AffineLayer layer : hiddenLayers(network)) {
      List<LayerBounds> next = LayerBounds.interval(layer, inputs);
      for (int i = 0; i < all.size(); i++) {
        all.get(i).hidden.add(next.get(i));
      }
      inputs = next.stream().map(LayerBounds::activations).toList();
    }
    return all;
  }

  /**
   * Bounds of the hidden layers by linear functions taken back to the box, for the units that
   * interval arithmetic leaves unstable.
   *
   * @see "Zhang et al. 2018, CROWN; Singh et al. 2019, DeepPoly"
   */
  public static NetworkBounds linear(AffineNetwork network, Box box) {
    return linear(network, box, null);
  }

  /** The same of several boxes. */
  public static List<NetworkBounds> linear(AffineNetwork network, List<Box> boxes) {
    return boxes.stream().map(box -> linear(network, box)).toList();
  }

  /** The same for a part of this box: what is stable in all of it needs no new bounds. */
  public NetworkBounds ofPart(Box part) {
    return linear(network, part, this);
  }

  /**
   * The same bounds for the values of the box for which some hidden units are on one side of their
   * rectifiers.
   *
   * @param sides of rectifiers that bend at 0 alone within the box, as of {@link #descent}
   */
  public NetworkBounds onSides(List<RectifierSplit> sides) {
    NetworkBounds part = new NetworkBounds(network, box, List.copyOf(sides));
    for (int i = 0; i < hidden.size(); i++) {
      part.hidden.add(hidden.get(i).with(part.splitsOf(i)));
    }
    return part;
  }

  /** Which units of a hidden layer are on one side of their rectifiers. */
  List<RectifierSplit> splitsOf(int layer) {
    return splits.stream().filter(split -> split.layer() == layer).toList();
  }

  private static NetworkBounds linear(AffineNetwork network, Box box, NetworkBounds whole) {
    NetworkBounds bounds = new NetworkBounds(network, box);
    Box inputs = box;
    for (AffineLayer layer : hiddenLayers(network)) {
      LayerBounds next = LayerBounds.interval(layer, List.of(inputs)).get(0);
      if (whole != null) {
        next.tighten(whole.hidden.get(bounds.hidden.size()));
      }
      // Interval arithmetic is exact for the first layer.
      if (!bounds.hidden.isEmpty()) {
        bounds.tighten(next);
      }
      bounds.hidden.add(next);
      inputs = next.activations();
    }
    return bounds;
  }

  private static List<AffineLayer> hiddenLayers(AffineNetwork network) {
    return network.layers().subList(0, network.layers().size() - 1);
  }

  private AffineLayer lastLayer() {
    return network.layers().get(network.layers().size() - 1);
  }

  private void tighten(LayerBounds bounds) {
    AffineLayer layer = bounds.layer();
    int together = Math.max(1, Math.min(UNITS, COEFFICIENTS / network.values()));
    UnitRows rows = new UnitRows(layer, hidden.get(hidden.size() - 1));
    Window all = Window.all(layer.height(), layer.width());
    for (int place = 0; place < all.positions(); place++) {
      int first = place * layer.filters();
      int[] filters =
          IntStream.range(0, layer.filters())
              .filter(filter -> bounds.isUnstable(first + filter))
              .toArray();
      for (int from = 0; from < filters.length; from += together) {
        int to = Math.min(filters.length, from + together);
        tighten(bounds, rows, all.position(place), Arrays.copyOfRange(filters, from, to));
      }
    }
  }

  private void tighten(LayerBounds bounds, UnitRows rows, Window position, int[] filters) {
    int first = position.place(0, bounds.layer().width()) * bounds.layer().filters();
    int count = filters.length;
    int before = hidden.size() - 1;
    double[] least =
        rows.at(position, filters)
            .lowerBounds(
                hidden.subList(0, before),
                lines(List.of(SlopeChoice.ADAPTIVE)),
                box,
                network.input().width());
    for (int i = 0; i < count; i++) {
      bounds.tighten(first + filters[i], least[i], -least[count + i]);
    }
  }

  private List<RowLines> lines(List<SlopeChoice> choices) {
    return hidden.stream().map(layer -> SlopeChoice.lines(layer, choices)).toList();
  }

  double[] lowerBounds(LinearRows rows, List<RowLines> lines) {
    return rows.lowerBounds(hidden, lines, box, network.input().width());
  }

  /** By how much a class is ahead of each of some others, as rows of the last activations. */
  LinearRows margins(int label, int[] others) {
    AffineLayer layer = lastLayer();
    Window position = Window.all(1, 1);
    int count = others.length;
    double[] constants = new double[count];
    for (int i = 0; i < count; i++) {
      constants[i] = layer.bias(label) - layer.bias(others[i]);
    }
    Coefficients weights = layer.weights(position);
    double[] ofClasses = new double[layer.filters()];
    Coefficients differences =
        (value, coefficients) -> {
          weights.read(value, ofClasses);
          for (int i = 0; i < count; i++) {
            coefficients[i] = ofClasses[label] - ofClasses[others[i]];
          }
        };
    return new LinearRows(differences, layer.inputOf(position), layer.channels(), constants);
  }

  /**
   * Lower bounds of how far the logit of {@code label} is above that of each class, [classes], by
   * linear functions; 0 for the class itself. Above 0 for all others, no value of the box is
   * classified otherwise.
   */
  public double[] linearMargins(int label, SlopeChoice slopes) {
    return linearMargins(label, List.of(slopes));
  }

  /** The best of all choices of slopes, class by class. */
  public double[] linearMargins(int label) {
    double[] best = linearMargins(label, SlopeChoice.ADAPTIVE);
    if (!isProven(best, label)) {
      double[] others = linearMargins(label, SlopeChoice.OTHERS);
      Arrays.setAll(best, i -> Math.max(best[i], others[i]));
    }
    return best;
  }

  /** The best of some choices, whose rows are taken back together. */
  private double[] linearMargins(int label, List<SlopeChoice> choices) {
    int[] others = others(label);
    int[] repeated = new int[choices.size() * others.length];
    Arrays.setAll(repeated, i -> others[i % others.length]);
    double[] found = lowerBounds(margins(label, repeated), lines(choices));
    double[] best = Arrays.copyOf(found, others.length);
    for (int i = others.length; i < found.length; i++) {
      best[i % others.length] = Math.max(best[i % others.length], found[i]);
    }
    return byClass(others, best);
  }

  /** Whether margins above each class but the label are above 0; one that is no number is not. */
  public static boolean isProven(double[] margins, int label) {
    for (int i = 0; i < margins.length; i++) {
      if (i != label && !(margins[i] > 0)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same with the slopes that prove most, over a number of iterations or until all is proven.
   */
  public double[] searchedMargins(int label, int iterations) {
    double[] margins = linearMargins(label);
    if (!isProven(margins, label)) {
      int[] open = Arrays.stream(others(label)).filter(other -> !(margins[other] > 0)).toArray();
      double[] found = new SlopeSearch(this, open.length).margins(label, open, iterations);
      for (int i = 0; i < open.length; i++) {
        margins[open[i]] = Math.max(margins[open[i]], found[i]);
      }
    }
    return margins;
  }

  /**
   * Where the function behind a lower bound is least, and what each value of the box matters to it.
   *
   * @param label the class that is to be ahead
   * @param other the class that it is to be ahead of
   */
  public Descent descent(int label, int other) {
    LinearRows rows = margins(label, new int[] {other});
    List<RowLines> usual = lines(List.of(SlopeChoice.ADAPTIVE));
    int layer = -1;
    int unit = -1;
    double most = 0;
    for (int i = hidden.size() - 1; i >= 0; i--) {
      LayerBounds bounds = hidden.get(i);
      double[] coefficients = rows.coefficients();
      for (int c = 0; c < coefficients.length; c++) {
        int value = rows.value(c, bounds.layer().width());
        double weight = coefficients[c] < 0 ? -coefficients[c] : LOWER_LINE * coefficients[c];
        double matters = weight * bounds.gap(value);
        if (matters > most) {
          most = matters;
          layer = i;
          unit = value;
        }
      }
      rows.pullBack(bounds, usual.get(i));
    }
    return rows.descent(box, network.input().width(), sides(layer, unit));
  }

  private static List<RectifierSplit> sides(int layer, int unit) {
    return layer < 0
        ? List.of()
        : List.of(
            new RectifierSplit(layer, unit, RectifierSplit.Side.ACTIVE),
            new RectifierSplit(layer, unit, RectifierSplit.Side.INACTIVE));
  }

  /** The same by interval arithmetic on the last hidden layer's bounds. */
  public double[] intervalMargins(int label) {
    int[] others = others(label);
    Box activations = hidden.isEmpty() ? box : hidden.get(hidden.size() - 1).activations();
    return byClass(others, margins(label, others).lowerBounds(activations, lastInputWidth()));
  }

  private int lastInputWidth() {
    return hidden.isEmpty()
        ? network.input().width()
        : hidden.get(hidden.size() - 1).layer().width();
  }

  int[] others(int label) {
    int[] others = new int[network.classes() - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = i < label ? i : i + 1;
    }
    return others;
  }

  private double[] byClass(int[] others, double[] margins) {
    double[] all = new double[network.classes()];
    for (int i = 0; i < others.length; i++) {
      all[others[i]] = margins[i];
    }
    return all;
  }

  /** Number of hidden units whose rectifier is neither constant nor the identity in the box. */
  public int unstableRectifiers() {
    return hidden.stream().mapToInt(LayerBounds::unstable).sum();
  }

  /** Which hidden units are on one side of their rectifiers. */
  public List<RectifierSplit> splits() {
    return splits;
  }

  List<LayerBounds> hidden() {
    return hidden;
  }

  AffineNetwork network() {
    return network;
  }

  /** The box. */
  public Box box() {
    return box;
  }
}
