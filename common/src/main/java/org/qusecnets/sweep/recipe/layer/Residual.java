package org.qusecnets.sweep.recipe.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * Layers whose input is added to their output (He et al. 2016). Where the two differ in shape, a
 * convolution of 1 x 1 brings the input to the output's, with batch normalisation behind it if the
 * layers have any (that paper's option B), unless it says which layers are its shortcut.
 *
 * @param body the layers, at least one
 * @param ownShortcut those that the input goes through beside them, none where it is added as it
 *     is; null where that follows from the shapes
 */
public record Residual(List<NetworkLayer> body, List<NetworkLayer> ownShortcut)
    implements NetworkLayer {
  /** The word of its kind, and the key of its layers. */
  static final String TYPE = "residual";

  /** The key of the layers of its shortcut. */
  static final String SHORTCUT = "shortcut";

  /**
   * Checks that there is a layer.
   *
   * @throws InvalidOption if not
   */
  public Residual {
    body = List.copyOf(body);
    ownShortcut = ownShortcut == null ? null : List.copyOf(ownShortcut);
    if (body.isEmpty()) {
      throw new InvalidOption(TYPE, "must be a list of at least one layer", "[]");
    }
  }

  /** One whose shortcut follows from the shapes. */
  public Residual(List<NetworkLayer> body) {
    this(body, null);
  }

  /** Several in a row. */
  public static Residual of(NetworkLayer... body) {
    return new Residual(List.of(body));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Object> inOrder() {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put(TYPE, body.stream().map(NetworkLayer::written).toList());
    if (ownShortcut != null) {
      written.put(SHORTCUT, ownShortcut.stream().map(NetworkLayer::written).toList());
    }
    return written;
  }

  @Override
  public Optional<String> obstacle(ImageShape input) {
    ImageShape output = output(input);
    if (ownShortcut != null) {
      ImageShape beside = LayerList.output(ownShortcut, input);
      return beside.equals(output)
          ? Optional.empty()
          : Optional.of(
              "its layers make %d x %d x %d, and its shortcut %d x %d x %d"
                  .formatted(
                      output.channels(),
                      output.height(),
                      output.width(),
                      beside.channels(),
                      beside.height(),
                      beside.width()));
    }
    return shortcut(input).stream()
        .filter(layer -> layer instanceof Convolution)
        .filter(layer -> !layer.output(input).equals(output))
        .findFirst()
        .map(
            layer ->
                "its layers make %d x %d of %d x %d, which no stride of its shortcut does"
                    .formatted(output.height(), output.width(), input.height(), input.width()));
  }

  @Override
  public ImageShape output(ImageShape input) {
    return LayerList.output(body, input);
  }

  /** The layers of its shortcut: its own, or what brings the input to the output's shape. */
  public List<NetworkLayer> shortcut(ImageShape input) {
    if (ownShortcut != null) {
      return ownShortcut;
    }
    ImageShape output = output(input);
    if (output.equals(input)) {
      return List.of();
    }
    Sides stride =
        new Sides(
            Math.max(1, ceil(input.height(), output.height())),
            Math.max(1, ceil(input.width(), output.width())));
    NetworkLayer projection =
        new Convolution(output.channels(), new Sides(1), stride, Padding.VALID, new Sides(1));
    return body.stream()
        .filter(BatchNormalization.class::isInstance)
        .findFirst()
        .map(normalization -> List.of(projection, normalization))
        .orElse(List.of(projection));
  }

  private static int ceil(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  @Override
  public long parameters(ImageShape input) {
    return LayerList.parameters(body, input) + LayerList.parameters(shortcut(input), input);
  }

  @Override
  public long multiplications(ImageShape input) {
    return LayerList.sum(body, input, NetworkLayer::multiplications)
        + LayerList.sum(shortcut(input), input, NetworkLayer::multiplications);
  }

  @Override
  public long values(ImageShape input) {
    return LayerList.sum(body, input, NetworkLayer::values)
        + LayerList.sum(shortcut(input), input, NetworkLayer::values)
        + output(input).size();
  }

  @Override
  public long largestArray(ImageShape input) {
    return Math.max(
        LayerList.largestArray(body, input), LayerList.largestArray(shortcut(input), input));
  }

  @Override
  public String describe() {
    return TYPE
        + describe(body)
        + (ownShortcut == null ? "" : " " + SHORTCUT + describe(ownShortcut));
  }

  private static String describe(List<NetworkLayer> layers) {
    return layers.stream().map(NetworkLayer::describe).collect(Collectors.joining(", ", " [", "]"));
  }

  /** The same of the layers that {@linkplain LayerList#computing compute something}. */
  Residual computing() {
    return new Residual(
        LayerList.computing(body), ownShortcut == null ? null : LayerList.computing(ownShortcut));
  }

  /** Its layers and theirs, all that are no blocks themselves. */
  Stream<NetworkLayer> all() {
    return ownShortcut == null
        ? LayerList.all(body)
        : Stream.concat(LayerList.all(body), LayerList.all(ownShortcut));
  }
}
