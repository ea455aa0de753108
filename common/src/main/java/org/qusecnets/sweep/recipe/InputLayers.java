package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * What stands between an image and a network.
 *
 * @param stages what an image goes through, in this order; at most one is a quantization layer
 */
public record InputLayers(List<InputStage> stages) implements Serializable {
  /** What is added to the way of gradients where an attack goes on among outputs. */
  public static final String THEN_AMONG_OUTPUTS = ", then among outputs";

  /** Copies the list. */
  public InputLayers {
    stages = List.copyOf(stages);
    if (stages.stream().filter(QuantizationOptions.class::isInstance).count() > 1) {
      throw new IllegalArgumentException("more than one quantization layer: " + stages);
    }
  }

  /** Nothing. */
  static InputLayers none() {
    return new InputLayers(List.of());
  }

  /** The quantization layer, if there is one. */
  public Optional<QuantizationOptions> quantizationLayer() {
    return stages(QuantizationOptions.class).findFirst();
  }

  /** The number of levels of the first stage that quantizes values, if there is one. */
  public OptionalInt quantizationLevels() {
    return stages.stream()
        .map(InputStage::quantizationLevels)
        .flatMapToInt(OptionalInt::stream)
        .findFirst();
  }

  /** All transforms in order. */
  public Stream<InputTransform> transforms() {
    return stages(InputTransform.class);
  }

  private <S extends InputStage> Stream<S> stages(Class<S> kind) {
    return stages.stream().filter(kind::isInstance).map(kind::cast);
  }

  /**
   * With a stage behind all that is there.
   *
   * @throws InvalidOption if it is a second quantization layer
   */
  InputLayers with(InputStage stage) {
    if (stage instanceof QuantizationOptions && quantizationLayer().isPresent()) {
      throw new InvalidOption(
          "defense", "must not bring a second quantization layer", stage.parameters());
    }
    return new InputLayers(Stream.concat(stages.stream(), Stream.of(stage)).toList());
  }

  /** Without the stages that the network is not trained behind. */
  InputLayers inTraining() {
    return only(stage -> stage.applied() == Applied.ALWAYS);
  }

  /** Without the stages that draw random numbers, all of which keep an image's shape. */
  InputLayers withoutDraws() {
    return only(stage -> !stage.isRandom());
  }

  private InputLayers only(Predicate<InputStage> kept) {
    return new InputLayers(stages.stream().filter(kept).toList());
  }

  /**
   * The leading stages each of which changes every value by itself and never lets a larger one
   * become smaller: what an image within epsilon can become behind them is a box.
   */
  public List<InputStage> front() {
    return stages.stream().takeWhile(stage -> stage.valueMap() != ValueMap.MIXED).toList();
  }

  /** What the leading element-wise stages do to values together; mixed if there is none. */
  public ValueMap frontMap() {
    if (front().isEmpty()) {
      return ValueMap.MIXED;
    }
    return front().stream().anyMatch(stage -> stage.valueMap() == ValueMap.STEPS)
        ? ValueMap.STEPS
        : ValueMap.CONTINUOUS;
  }

  /** Whether a stage draws random numbers. */
  public boolean isRandom() {
    return stages.stream().anyMatch(InputStage::isRandom);
  }

  /** Values of one image in the largest array that is computed with on the way to the network. */
  long largestArray(ImageShape image) {
    long largest = image.size();
    ImageShape shape = image;
    for (InputStage stage : stages) {
      long copies = stage instanceof QuantizationOptions layer ? layer.thresholds() : 1;
      shape = stage.output(shape);
      largest = Math.max(largest, copies * shape.size());
    }
    return largest;
  }

  /** The shape of what the network itself takes. */
  public ImageShape output(ImageShape input) {
    ImageShape shape = input;
    for (InputStage stage : stages) {
      shape = stage.output(shape);
    }
    return shape;
  }

  /**
   * How gradients go back through each stage, by its type and in an image's order, with {@link
   * #THEN_AMONG_OUTPUTS} where that is not all.
   *
   * @param way the way that was asked for
   * @param image the shape of an image
   */
  Map<String, String> gradients(GradientWay way, ImageShape image) {
    Map<String, String> gradients = new LinkedHashMap<>();
    List<InputStage> front = front();
    ImageShape shape = image;
    for (int i = 0; i < stages.size(); i++) {
      InputStage stage = stages.get(i);
      String through = stage.gradient(way.behindFront(), shape);
      // The same transform may be there twice.
      gradients.putIfAbsent(stage.type(), i < front.size() ? inFront(way, through) : through);
      shape = stage.output(shape);
    }
    return gradients;
  }

  private static String inFront(GradientWay way, String through) {
    return switch (way.path()) {
      case BOX -> Options.nameOf(way.path());
      case OUTPUTS -> through + THEN_AMONG_OUTPUTS;
      default -> through;
    };
  }

  /**
   * All stages with their parameters: the quantization layer by its name, where claims look for it,
   * and the transforms as a list in order, which says on what side of it they stand.
   */
  SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    List<Map<String, Object>> transforms = new ArrayList<>();
    for (InputStage stage : stages) {
      if (stage instanceof QuantizationOptions) {
        parameters.put(stage.type(), stage.parameters());
      } else {
        Map<String, Object> transform = Options.typed(stage.type(), stage.parameters());
        transform.put("place", parameters.isEmpty() ? "outer" : "inner");
        transforms.add(transform);
      }
    }
    if (!transforms.isEmpty()) {
      parameters.put("transforms", transforms);
    }
    return parameters;
  }
}
