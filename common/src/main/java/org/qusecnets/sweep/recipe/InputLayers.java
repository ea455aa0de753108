package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * What stands between an image and a network: transforms, a quantization layer, transforms.
 *
 * @param outer what the image meets first, in this order
 * @param quantization the quantization layer, or null for none
 * @param inner what comes behind the quantization layer; empty without one
 */
public record InputLayers(
    List<InputTransform> outer, QuantizationOptions quantization, List<InputTransform> inner)
    implements Serializable {

  /** Copies the lists. */
  public InputLayers {
    outer = List.copyOf(outer);
    inner = List.copyOf(inner);
    if (quantization == null && !inner.isEmpty()) {
      throw new IllegalArgumentException("transforms behind no quantization layer");
    }
  }

  /** Nothing. */
  static InputLayers none() {
    return new InputLayers(List.of(), null, List.of());
  }

  /** The quantization layer, if there is one. */
  public Optional<QuantizationOptions> quantizationLayer() {
    return Optional.ofNullable(quantization);
  }

  /** All transforms in order. */
  public Stream<InputTransform> transforms() {
    return Stream.concat(outer.stream(), inner.stream());
  }

  /** With a quantization layer behind all that is there. */
  InputLayers with(QuantizationOptions layer) {
    if (quantization != null) {
      throw new InvalidOption(
          "defense", "must not bring a second quantization layer", layer.parameters());
    }
    return new InputLayers(outer, layer, inner);
  }

  /** With a transform behind all that is there. */
  InputLayers with(InputTransform transform) {
    return quantization == null
        ? new InputLayers(append(outer, transform), null, inner)
        : new InputLayers(outer, quantization, append(inner, transform));
  }

  /** Without the transforms that the network is not trained behind. */
  InputLayers inTraining() {
    return new InputLayers(always(outer), quantization, always(inner));
  }

  /** The shape of what the quantization layer takes. */
  public ImageShape quantizationInput(ImageShape input) {
    return output(input, outer);
  }

  /** The shape of what the network itself takes. */
  public ImageShape output(ImageShape input) {
    return output(quantizationInput(input), inner);
  }

  private static ImageShape output(ImageShape input, List<InputTransform> transforms) {
    ImageShape shape = input;
    for (InputTransform transform : transforms) {
      shape = transform.output(shape);
    }
    return shape;
  }

  /** The transforms with their parameters, in order; the quantization layer has its own place. */
  List<Map<String, Object>> parameters() {
    List<Map<String, Object>> parameters = new ArrayList<>();
    outer.forEach(transform -> parameters.add(parameters(transform, "outer")));
    inner.forEach(transform -> parameters.add(parameters(transform, "inner")));
    return parameters;
  }

  private static Map<String, Object> parameters(InputTransform transform, String place) {
    Map<String, Object> parameters = Options.typed(transform.type(), transform.parameters());
    parameters.put("place", place);
    return parameters;
  }

  /** Without the transforms that draw random numbers, all of which keep an image's shape. */
  InputLayers withoutDraws() {
    return new InputLayers(fixed(outer), quantization, fixed(inner));
  }

  private static List<InputTransform> fixed(List<InputTransform> transforms) {
    return transforms.stream().filter(t -> !t.isRandom()).toList();
  }

  private static List<InputTransform> always(List<InputTransform> transforms) {
    return transforms.stream().filter(t -> t.applied() == Applied.ALWAYS).toList();
  }

  private static List<InputTransform> append(List<InputTransform> list, InputTransform last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
