package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.LayerWeights;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Frame;
import org.qusecnets.sweep.network.pretrained.folding.Kernel;
import org.qusecnets.sweep.network.pretrained.folding.Matrix;
import org.qusecnets.sweep.network.pretrained.folding.PaddingFit;
import org.qusecnets.sweep.network.pretrained.folding.Slide;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.recipe.layer.Convolution;
import org.qusecnets.sweep.recipe.layer.Dense;
import org.qusecnets.sweep.recipe.layer.DepthwiseConvolution;
import org.qusecnets.sweep.recipe.layer.GlobalAveragePool;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Padding;
import org.qusecnets.sweep.recipe.layer.Pooling;
import org.qusecnets.sweep.recipe.layer.Residual;
import org.qusecnets.sweep.recipe.layer.Sides;

/** Makes layers and their weights of elements. */
final class LayerAssembly {
  private static final int DEEPEST = 16;
  private final Set<Element> taken;
  private final List<NetworkLayer> layers = new ArrayList<>();
  private final List<LayerWeights> weights = new ArrayList<>();
  private final int depth;
  private ImageShape shape;

  /** Whether a layer left no image, of which no convolution takes anything. */
  private boolean isUnits;

  private LayerAssembly(ImageShape input, Set<Element> taken, int depth) {
    this.shape = input;
    this.taken = taken;
    this.depth = depth;
  }

  /**
   * The layers of elements.
   *
   * @param input the shape of what comes to the first
   */
  static LayerAssembly of(List<Element> elements, ImageShape input) throws UnreadableNetwork {
    LayerAssembly assembly =
        new LayerAssembly(input, Collections.newSetFromMap(new IdentityHashMap<>()), 0);
    assembly.add(elements);
    return assembly;
  }

  /** The layers in their order. */
  List<NetworkLayer> layers() {
    return layers;
  }

  /** The weights of those that have any, of blocks first those inside. */
  List<LayerWeights> weights() {
    return weights;
  }

  private void add(List<Element> elements) throws UnreadableNetwork {
    for (Element element : elements) {
      if (!(element instanceof Element.Evaluated) && !taken.add(element)) {
        throw element
            .at()
            .unreadable(
                "that several branches share which meet in different places", Operation.LAYERS);
      }
    }
    List<Element> folded = AffineFolding.of(elements);
    for (int i = 0; i < folded.size(); i++) {
      boolean isNormalized =
          i + 1 < folded.size() && folded.get(i + 1) instanceof Element.Normalized;
      try {
        add(folded.get(i), isNormalized);
      } catch (InvalidOption e) {
        throw folded.get(i).at().unreadable("whose " + e.getMessage(), Operation.LAYERS);
      }
    }
  }

  private void add(Element element, boolean isNormalized) throws UnreadableNetwork {
    if (element instanceof Element.Convolved convolved) {
      convolve(convolved, isNormalized);
    } else if (element instanceof Element.Subsampled subsampled) {
      subsampled.at().budget().take(shape.channels());
      convolve(
          new Element.Convolved(
              subsampled.at(),
              Kernel.ofEachChannel(shape.channels(), 1, 1, 1),
              subsampled.rows(),
              subsampled.columns()),
          isNormalized);
    } else if (element instanceof Element.Connected connected) {
      connect(connected.matrix(), isNormalized);
    } else if (element instanceof Element.Normalized normalized) {
      layer(normalized.by().layer(), normalized.by().weights());
    } else if (element instanceof Element.Function function) {
      layer(function.activation());
    } else if (element instanceof Element.Pooled pooled) {
      pool(pooled);
    } else if (element instanceof Element.ChannelMean) {
      layer(new GlobalAveragePool());
    } else if (element instanceof Element.Branched branched) {
      branch(branched);
    } else if (element instanceof Element.Padded padded) {
      throw padded
          .at()
          .unreadable("that is followed by no convolution or pool", "build it right before one");
    } else if (element instanceof Element.Probabilities probabilities) {
      throw probabilities
          .at()
          .unreadable("before another layer", "build the network with it at the end, or without");
    } else {
      throw element.at().unreadable("as a part of no activation that is known", Operation.LAYERS);
    }
  }

  private void layer(NetworkLayer layer) {
    layers.add(layer);
    shape = layer.output(shape);
    isUnits |= layer instanceof Dense || layer instanceof GlobalAveragePool;
  }

  private void layer(NetworkLayer layer, LayerWeights numbers) {
    layer(layer);
    weights.add(numbers);
  }

  private static float[] biases(boolean isNormalized, float... biases) {
    return isNormalized ? new float[0] : biases;
  }

  private void connect(Matrix matrix, boolean isNormalized) {
    layer(
        new Dense(matrix.units()),
        new LayerWeights.Affine(matrix.weights(), biases(isNormalized, matrix.biases())));
  }

  private void convolve(Element.Convolved convolved, boolean isNormalized)
      throws UnreadableNetwork {
    Slide rows = convolved.rows();
    Slide columns = convolved.columns();
    Optional<PaddingFit> fit = PaddingFit.of(rows, columns);
    if (fit.isEmpty()) {
      throw convolved
          .at()
          .unreadable(
              "whose padding differs too much between the sides",
              "build it with the same on all sides");
    }
    Frame zeros = fit.get().zeros();
    Kernel kernel = convolved.kernel();
    if (isUnits && rows.places() == 1 && columns.places() == 1) {
      convolved.at().budget().take((long) kernel.filters() * shape.channels());
      connect(kernel.ofPlace(rows.rowOfImage(), columns.rowOfImage()), isNormalized);
      return;
    }
    if (!zeros.isNone()) {
      long height = (long) kernel.rows() + zeros.above() + zeros.below();
      long width = (long) kernel.columns() + zeros.before() + zeros.behind();
      convolved.at().budget().take(height * width * kernel.filters() * kernel.channels());
      kernel = kernel.framed(zeros);
    }
    float[] biases = biases(isNormalized, kernel.biases());
    Padding padding = fit.get().padding();
    Sides sides = new Sides(kernel.rows(), kernel.columns());
    Sides stride = new Sides(rows.stride(), columns.stride());
    Sides dilation = new Sides(rows.dilation(), columns.dilation());
    if (kernel.isDepthwise()) {
      layer(
          new DepthwiseConvolution(
              kernel.filters() / kernel.groups(), sides, stride, padding, dilation),
          new LayerWeights.Affine(kernel.rowsFirst(), biases));
    } else {
      layer(
          new Convolution(kernel.filters(), sides, stride, padding, dilation),
          new LayerWeights.Affine(kernel.weights(), biases));
    }
  }

  private void pool(Element.Pooled pooled) throws UnreadableNetwork {
    Optional<Padding> padding = PaddingFit.plain(pooled.rows(), pooled.columns());
    if (padding.isEmpty()) {
      throw pooled
          .at()
          .unreadable(
              "whose padding differs between the sides", "build it with the same on all sides");
    }
    Sides kernel = new Sides(pooled.rows().kernel(), pooled.columns().kernel());
    Sides stride = new Sides(pooled.rows().stride(), pooled.columns().stride());
    layer(
        switch (pooled.kind()) {
          case LARGEST -> new Pooling.Max(kernel, stride, padding.get());
          case MEAN -> new Pooling.Average(kernel, stride, padding.get());
        });
  }

  private void branch(Element.Branched branched) throws UnreadableNetwork {
    LayerAssembly one = inside(branched, branched.one());
    LayerAssembly other = inside(branched, branched.other());
    boolean isOtherWay =
        one.layers.isEmpty() || (!other.layers.isEmpty() && hasUsualShortcut(other, one));
    LayerAssembly body = isOtherWay ? other : one;
    LayerAssembly shortcut = isOtherWay ? one : other;
    layers.add(
        hasUsualShortcut(body, shortcut)
            ? new Residual(body.layers)
            : new Residual(body.layers, shortcut.layers));
    weights.addAll(body.weights);
    weights.addAll(shortcut.weights);
    shape = body.shape;
    isUnits = body.isUnits;
  }

  /** Whether the one that follows from the shapes is the same. */
  private boolean hasUsualShortcut(LayerAssembly body, LayerAssembly shortcut) {
    return new Residual(body.layers).shortcut(shape).equals(shortcut.layers);
  }

  private LayerAssembly inside(Element.Branched branched, List<Element> elements)
      throws UnreadableNetwork {
    if (depth == DEEPEST) {
      throw branched
          .at()
          .unreadable(
              "within blocks more than %d deep".formatted(DEEPEST),
              "build it with blocks in a row");
    }
    LayerAssembly assembly = new LayerAssembly(shape, taken, depth + 1);
    assembly.isUnits = isUnits;
    assembly.add(elements);
    return assembly;
  }
}
