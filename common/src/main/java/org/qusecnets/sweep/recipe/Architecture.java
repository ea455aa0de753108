package org.qusecnets.sweep.recipe;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.HiddenLayer.Convolution;
import org.qusecnets.sweep.recipe.HiddenLayer.Dense;
import org.qusecnets.sweep.recipe.HiddenLayer.Padding;

/** A network's layers, rectified but for the last one, which has one output for each class. */
public enum Architecture {
  /** The paper's CNN: QuSecNets, Section IV-A; CleverHans {@code ModelBasicCNN}. */
  PAPER_CNN(
      "CleverHans, ModelBasicCNN",
      new Convolution(64, 8, 2, Padding.SAME),
      new Convolution(128, 6, 2, Padding.VALID),
      new Convolution(128, 5, 1, Padding.VALID)),
  /** The substitute of CleverHans' black-box tutorial. */
  MLP_200_200("CleverHans, ModelSubstitute", new Dense(200), new Dense(200)),
  /** The smaller network of the literature on certificates. */
  CNN_SMALL(
      "Wong et al. 2018, Scaling provable adversarial defenses",
      new Convolution(16, 4, 2, Padding.SAME),
      new Convolution(32, 4, 2, Padding.SAME),
      new Dense(100)),
  /** The larger network of the literature on certificates. */
  CNN_LARGE(
      "Wong et al. 2018, Scaling provable adversarial defenses",
      new Convolution(32, 3, 1, Padding.SAME),
      new Convolution(32, 4, 2, Padding.SAME),
      new Convolution(64, 3, 1, Padding.SAME),
      new Convolution(64, 4, 2, Padding.SAME),
      new Dense(512),
      new Dense(512));

  /** Weights of 1 GB. */
  private static final long MOST_PARAMETERS = 1L << 28;

  private final String source;

  // Never changed: a list of records.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<HiddenLayer> hidden;

  Architecture(String source, HiddenLayer... hidden) {
    this.source = source;
    this.hidden = List.of(hidden);
  }

  /** Where it comes from. */
  public String source() {
    return source;
  }

  /** Its layers but for the last one, the first one first. */
  public List<HiddenLayer> hidden() {
    return hidden;
  }

  /** Whether it has convolutions. */
  public boolean isConvolutional() {
    return hidden.stream().anyMatch(Convolution.class::isInstance);
  }

  /** Number of weights and biases. */
  public long parameters(ImageShape input, int classes) {
    return sum(input, classes, HiddenLayer::parameters);
  }

  /** Multiplications that one image takes. */
  public long multiplications(ImageShape input, int classes) {
    return sum(input, classes, HiddenLayer::multiplications);
  }

  /** Values that its layers compute of one image. */
  public long values(ImageShape input, int classes) {
    return sum(input, classes, (layer, shape) -> layer.output(shape).size());
  }

  private long sum(
      ImageShape input, int classes, ToLongBiFunction<HiddenLayer, ImageShape> ofLayer) {
    ImageShape shape = input;
    long sum = 0;
    for (HiddenLayer layer : hidden) {
      sum += ofLayer.applyAsLong(layer, shape);
      shape = layer.output(shape);
    }
    return sum + ofLayer.applyAsLong(new Dense(classes), shape);
  }

  /** Why it cannot work on images of a shape, with what can be done; nothing if it can. */
  public Optional<String> obstacle(ImageShape input, int classes) {
    ImageShape shape = input;
    for (HiddenLayer layer : hidden) {
      if (!layer.fits(shape)) {
        return Optional.of(
            "images of %d x %d are too small for %s, whose %s meets %d x %d; set a larger size, or another network"
                .formatted(
                    input.height(),
                    input.width(),
                    Options.nameOf(this),
                    layer,
                    shape.height(),
                    shape.width()));
      }
      shape = layer.output(shape);
    }
    long parameters = parameters(input, classes);
    return parameters <= MOST_PARAMETERS
        ? Optional.empty()
        : Optional.of(
            "%s would have %,d weights for images of %d x %d, more than %,d; set a smaller size, or another network"
                .formatted(
                    Options.nameOf(this),
                    parameters,
                    input.height(),
                    input.width(),
                    MOST_PARAMETERS));
  }

  /** Its layers in words. */
  public String describe() {
    return hidden.stream().map(HiddenLayer::toString).collect(Collectors.joining(", "))
        + ", Dense; ReLU between.";
  }
}
