package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Word;
import org.qusecnets.sweep.recipe.layer.Activation.BoundedRelu;
import org.qusecnets.sweep.recipe.layer.Activation.Relu;
import org.qusecnets.sweep.recipe.layer.Convolution;
import org.qusecnets.sweep.recipe.layer.Dense;
import org.qusecnets.sweep.recipe.layer.DepthwiseConvolution;
import org.qusecnets.sweep.recipe.layer.Dropout;
import org.qusecnets.sweep.recipe.layer.Flatten;
import org.qusecnets.sweep.recipe.layer.LayerList;
import org.qusecnets.sweep.recipe.layer.LayerList.Obstacle;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Sides;

/**
 * A network's layers under a name: one of {@link Architectures}, or a configuration's own, which
 * may have weights already.
 *
 * @param name what configurations and tables call it
 * @param source where it comes from; empty of a configuration's own
 * @param hidden its layers but for the last one, which is fully connected with an output for each
 *     class
 * @param weights those that were trained elsewhere, or null where they are drawn
 */
public record Architecture(
    String name, String source, List<NetworkLayer> hidden, PretrainedWeights weights)
    implements Word, Serializable {
  /** Weights of 1 GB. */
  private static final long MOST_PARAMETERS = 1L << 28;

  /** Keeps the layers from changing. */
  public Architecture {
    hidden = List.copyOf(hidden);
  }

  /** One whose weights are drawn. */
  Architecture(String name, String source, List<NetworkLayer> hidden) {
    this(name, source, hidden, null);
  }

  /** A configuration's own. */
  public static Architecture own(String name, List<NetworkLayer> hidden) {
    return new Architecture(name, "", hidden);
  }

  /** The same with weights that were trained elsewhere. */
  public Architecture with(PretrainedWeights trained) {
    return new Architecture(name, source, hidden, trained);
  }

  /** The same, whose weights are drawn. */
  Architecture untrained() {
    return new Architecture(name, source, hidden);
  }

  /** The weights that were trained elsewhere, if they were. */
  public Optional<PretrainedWeights> pretrained() {
    return Optional.ofNullable(weights);
  }

  /** The architecture that the program knows by a name, if there is one. */
  public static Optional<Architecture> parse(String name) {
    return Architectures.ALL.stream().filter(known -> known.name.equals(name)).findFirst();
  }

  /** The names of those that the program knows. */
  public static List<String> words() {
    return Architectures.ALL.stream().map(Architecture::name).toList();
  }

  @Override
  public String word() {
    return name;
  }

  /** Whether the program knows it by its name. */
  public boolean isKnown() {
    return parse(name).filter(this::equals).isPresent();
  }

  /** All its layers, of blocks those inside. */
  public Stream<NetworkLayer> all() {
    return LayerList.all(hidden);
  }

  /** Whether it has convolutions. */
  public boolean isConvolutional() {
    return all()
        .anyMatch(layer -> layer instanceof Convolution || layer instanceof DepthwiseConvolution);
  }

  /** Number of weights and biases, and of scales and shifts of batch normalisation. */
  public long parameters(ImageShape input, int classes) {
    return LayerList.parameters(all(classes), input);
  }

  /** Multiplications that one image takes. */
  public long multiplications(ImageShape input, int classes) {
    return sum(input, classes, NetworkLayer::multiplications);
  }

  /** Values that its layers compute of one image. */
  public long values(ImageShape input, int classes) {
    return sum(input, classes, NetworkLayer::values);
  }

  private long sum(
      ImageShape input, int classes, ToLongBiFunction<NetworkLayer, ImageShape> ofLayer) {
    return LayerList.sum(all(classes), input, ofLayer);
  }

  /**
   * A layer of a network on images.
   *
   * @param layer in words
   * @param output the shape of what it makes
   * @param parameters number of its weights, biases, scales and shifts
   * @param multiplications multiplications by weights that one image takes
   */
  public record Row(String layer, ImageShape output, long parameters, long multiplications) {}

  /** Its layers, blocks as a whole, that of the classes last. */
  public List<Row> rows(ImageShape input, int classes) {
    List<NetworkLayer> layers = all(classes);
    List<Row> rows = new ArrayList<>();
    ImageShape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      NetworkLayer layer = layers.get(i);
      rows.add(
          new Row(
              layer.describe(),
              layer.output(shape),
              LayerList.parameters(layers, i, shape),
              layer.multiplications(shape)));
      shape = layer.output(shape);
    }
    return rows;
  }

  private List<NetworkLayer> all(int classes) {
    return Stream.concat(hidden.stream(), Stream.<NetworkLayer>of(new Dense(classes))).toList();
  }

  /** Why it cannot work on images of a shape, with what can be done; nothing if it can. */
  public Optional<Obstacle> obstacle(ImageShape input, int classes) {
    Optional<Obstacle> obstacle = LayerList.obstacle(hidden, input);
    if (obstacle.isPresent()) {
      return obstacle.map(
          of ->
              new Obstacle(
                  of.place(),
                  "%s does not fit images of %d x %d: %s; set another size, or another network"
                      .formatted(name, input.height(), input.width(), of.message())));
    }
    long parameters = parameters(input, classes);
    return parameters <= MOST_PARAMETERS
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                List.of(),
                "%s would have %,d weights for images of %d x %d, more than %,d; set a smaller size, or another network"
                    .formatted(name, parameters, input.height(), input.width(), MOST_PARAMETERS)));
  }

  /**
   * Why no bounds of it are computed, by intervals or lines; nothing if they are. They are known
   * for convolutions of all channels without gaps and for fully connected layers, each but the last
   * with a rectifier behind it.
   */
  public Optional<String> obstacleToBounds() {
    List<NetworkLayer> layers = new ArrayList<>();
    for (NetworkLayer layer : hidden) {
      // A trained network has no dropout; right behind an affine layer it would part the two.
      boolean nothing = layer instanceof Dropout && layers.size() % 2 == 0;
      if (!(layer instanceof Flatten || nothing)) {
        layers.add(layer);
      }
    }
    for (int i = 0; i < layers.size(); i++) {
      NetworkLayer layer = layers.get(i);
      boolean rectifier = layer instanceof Relu || layer instanceof BoundedRelu;
      boolean known = i % 2 == 0 ? isAffine(layer) : rectifier;
      if (!known) {
        return Optional.of(
            "its network has %s where bounds are known for %s only"
                .formatted(
                    layer.describe(),
                    i % 2 == 0 ? "convolutions without gaps and dense layers" : "rectifiers"));
      }
    }
    return layers.size() % 2 == 0
        ? Optional.empty()
        : Optional.of(
            "its network has no rectifier behind " + layers.get(layers.size() - 1).describe());
  }

  private static boolean isAffine(NetworkLayer layer) {
    return layer instanceof Dense
        || (layer instanceof Convolution convolution
            && convolution.dilation().equals(new Sides(1)));
  }

  /** Its layers in words. */
  public String describe() {
    return Stream.concat(hidden.stream().map(NetworkLayer::describe), Stream.of("dense."))
        .collect(Collectors.joining(", "));
  }
}
