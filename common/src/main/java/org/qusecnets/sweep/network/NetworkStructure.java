package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.layer.Bias;
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.layer.Activation;
import org.qusecnets.sweep.recipe.layer.Convolution;
import org.qusecnets.sweep.recipe.layer.Dense;
import org.qusecnets.sweep.recipe.layer.DepthwiseConvolution;
import org.qusecnets.sweep.recipe.layer.LayerList;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Residual;

/**
 * The layers of a recipe's network, with what a defense makes of its activations, their names in
 * the DL4J network and the shapes that they take: what both the DL4J network and the engine are
 * made from.
 *
 * <p>Names are numbers in the order of the layers, those inside of blocks included. A quantization
 * layer is number 0.
 */
public final class NetworkStructure {
  /** A layer of the DL4J network, or a vertex where branches meet. */
  public sealed interface Step permits Weighted, Single, Quantizing, Block {
    /** Its name in the DL4J network. */
    String name();

    /** The shape of what it takes. */
    ImageShape input();

    /** The shape of what it makes. */
    ImageShape output();
  }

  /**
   * A layer with weights and the activation that is part of it.
   *
   * @param bias whether it has one
   * @param following what follows its bias, if anything
   */
  public record Weighted(
      String name, NetworkLayer layer, Bias bias, Optional<Activation> following, ImageShape input)
      implements Step {
    @Override
    public ImageShape output() {
      return layer.output(input);
    }
  }

  /** A layer without weights. */
  public record Single(String name, NetworkLayer layer, ImageShape input) implements Step {
    @Override
    public ImageShape output() {
      return layer.output(input);
    }
  }

  /** Quantized activations in place of others. */
  public record Quantizing(String name, ActivationOptions.Quantized options, ImageShape input)
      implements Step {
    @Override
    public ImageShape output() {
      return input;
    }
  }

  /**
   * Layers whose input, or what a shortcut makes of it, is added to their output.
   *
   * @param shortcut empty where the input is added as it is
   */
  public record Block(String name, List<Step> body, List<Step> shortcut, ImageShape input)
      implements Step {
    @Override
    public ImageShape output() {
      return body.isEmpty() ? input : body.get(body.size() - 1).output();
    }
  }

  private final ActivationOptions activation;
  private final List<Step> steps = new ArrayList<>();
  private int names;

  private NetworkStructure(ModelRecipe recipe, ImageShape shape, int classes) {
    activation = recipe.hidden().activation();
    names = recipe.quantizationLayer().isPresent() ? 1 : 0;
    ImageShape inside = recipe.input().output(shape);
    steps.addAll(steps(recipe.network().architecture().hidden(), inside));
    ImageShape last = steps.isEmpty() ? inside : steps.get(steps.size() - 1).output();
    steps.add(new Weighted(next(), new Dense(classes), Bias.LEARNED, Optional.empty(), last));
  }

  /**
   * The structure of a network.
   *
   * @param shape the shape of one image
   */
  public static NetworkStructure of(ModelRecipe recipe, ImageShape shape, int classes) {
    return new NetworkStructure(recipe, shape, classes);
  }

  /**
   * The same, with as many classes as a network that was made from the recipe has.
   *
   * @param parameters the table of the network
   */
  public static NetworkStructure of(
      ModelRecipe recipe, ImageShape shape, Map<String, INDArray> parameters) {
    String last = new NetworkStructure(recipe, shape, 1).last().name();
    return of(recipe, shape, (int) Parameters.of(parameters, last, Parameters.BIAS).length());
  }

  /** Its layers, those inside of blocks in their blocks; the last is that of the classes. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The layer of the classes. */
  Step last() {
    return steps.get(steps.size() - 1);
  }

  /** All layers with weights, in the order of their names. */
  Stream<Weighted> weighted() {
    return weighted(steps);
  }

  private static Stream<Weighted> weighted(List<Step> steps) {
    return steps.stream()
        .flatMap(
            step -> {
              if (step instanceof Block block) {
                return Stream.concat(weighted(block.body()), weighted(block.shortcut()));
              }
              return step instanceof Weighted weighted ? Stream.of(weighted) : Stream.empty();
            });
  }

  /** Whether branches meet in it. */
  boolean hasBlocks() {
    return steps.stream().anyMatch(Block.class::isInstance);
  }

  private String next() {
    return String.valueOf(names++);
  }

  private List<Step> steps(List<NetworkLayer> written, ImageShape input) {
    List<NetworkLayer> layers = LayerList.computing(written);
    List<Step> made = new ArrayList<>();
    ImageShape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      NetworkLayer layer = layers.get(i);
      if (isWeighted(layer)) {
        Optional<Activation> behind = activationAt(layers, i + 1);
        boolean isPart = behind.isPresent() && !isQuantized();
        Optional<Activation> following = isPart ? behind.map(this::defended) : Optional.empty();
        Bias bias = LayerList.hasBiases(layers, i) ? Bias.LEARNED : Bias.NONE;
        made.add(new Weighted(next(), layer, bias, following, shape));
        i += isPart ? 1 : 0;
      } else if (layer instanceof Activation function) {
        made.add(activation(function, shape));
      } else if (layer instanceof Residual block) {
        List<Step> body = steps(block.body(), shape);
        List<Step> shortcut = steps(block.shortcut(shape), shape);
        made.add(new Block(next(), body, shortcut, shape));
      } else {
        made.add(new Single(next(), layer, shape));
      }
      shape = made.get(made.size() - 1).output();
    }
    return made;
  }

  private static boolean isWeighted(NetworkLayer layer) {
    return layer instanceof Convolution
        || layer instanceof DepthwiseConvolution
        || layer instanceof Dense;
  }

  private static Optional<Activation> activationAt(List<NetworkLayer> layers, int index) {
    return index < layers.size() && layers.get(index) instanceof Activation function
        ? Optional.of(function)
        : Optional.empty();
  }

  private boolean isQuantized() {
    return activation instanceof ActivationOptions.Quantized;
  }

  private Step activation(Activation function, ImageShape shape) {
    return activation instanceof ActivationOptions.Quantized quantized
        ? new Quantizing(next(), quantized, shape)
        : new Single(next(), defended(function), shape);
  }

  /** What a defense makes of an activation. */
  private Activation defended(Activation function) {
    return activation instanceof ActivationOptions.Bounded bounded
            && function instanceof Activation.Relu
        ? new Activation.BoundedRelu(bounded.limit())
        : function;
  }
}
