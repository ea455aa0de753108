package org.qusecnets.sweep.recipe.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.layer.LayerList.Obstacle;

/** Goes through layers with the shape and the form of what comes to each. */
final class LayerCheck {
  /** Of an image: those of several hundred are computed together in one array. */
  private static final int MOST_VALUES = 4_000_000;

  private static final String TOO_MANY =
      "it would make more than %,d values of an image".formatted(MOST_VALUES);

  private static final String TOO_WIDE =
      "its kernel would take more than %,d values of an image at the places of a row"
          .formatted(MOST_VALUES);

  /** What values are to a layer. */
  private enum Form {
    /** Rows and columns of channels. */
    IMAGE,
    /** An image in a row, of which only a dense layer makes something else. */
    FLATTENED,
    /** Units: neither rows nor columns. */
    UNITS
  }

  private ImageShape shape;
  private Form form;

  private LayerCheck(ImageShape shape, Form form) {
    this.shape = shape;
    this.form = form;
  }

  /** The first layer that makes nothing of what comes to it; nothing if all do. */
  static Optional<Obstacle> of(List<NetworkLayer> layers, ImageShape input) {
    return input.size() > MOST_VALUES
        ? Optional.of(
            new Obstacle(
                List.of(),
                "images have %,d values, more than %,d".formatted(input.size(), MOST_VALUES)))
        : new LayerCheck(input, Form.IMAGE).through(layers, List.of());
  }

  private Optional<Obstacle> through(List<NetworkLayer> layers, List<Integer> outside) {
    for (int i = 0; i < layers.size(); i++) {
      List<Integer> place = new ArrayList<>(outside);
      place.add(i);
      Optional<Obstacle> obstacle = step(layers.get(i), place);
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  private Optional<Obstacle> step(NetworkLayer layer, List<Integer> place) {
    Optional<String> unfit = unfit(layer);
    if (unfit.isPresent()) {
      return Optional.of(new Obstacle(place, unfit.get()));
    }
    if (layer instanceof Residual block) {
      Optional<Obstacle> inside = block(block, place);
      if (inside.isPresent()) {
        return inside;
      }
    }
    try {
      Optional<String> obstacle = layer.obstacle(shape);
      if (obstacle.isEmpty() && layer.largestArray(shape) > MOST_VALUES) {
        obstacle = Optional.of(layer.output(shape).size() > MOST_VALUES ? TOO_MANY : TOO_WIDE);
      }
      if (obstacle.isPresent()) {
        return obstacle.map(message -> new Obstacle(place, layer.describe() + ": " + message));
      }
      shape = layer.output(shape);
    } catch (ArithmeticException | IllegalArgumentException e) {
      return Optional.of(new Obstacle(place, layer.describe() + ": " + TOO_MANY));
    }
    if (layer instanceof Dense || layer instanceof GlobalAveragePool) {
      form = Form.UNITS;
    } else if (layer instanceof Flatten && form == Form.IMAGE) {
      form = Form.FLATTENED;
    }
    return Optional.empty();
  }

  /** Why a layer takes nothing of the form that comes to it. */
  private Optional<String> unfit(NetworkLayer layer) {
    boolean needsImage = layer instanceof Sliding || layer instanceof GlobalAveragePool;
    boolean needsForm = layer instanceof BatchNormalization || layer instanceof Residual;
    if (form == Form.FLATTENED && (needsImage || needsForm)) {
      return Optional.of("flatten leaves no image to " + layer.describe());
    }
    return form == Form.UNITS && needsImage
        ? Optional.of(
            layer.describe() + ": it takes an image, of which a layer before it left no rows")
        : Optional.empty();
  }

  /** What is added must be alike, and where a convolution makes it so, an image. */
  private Optional<Obstacle> block(Residual block, List<Integer> place) {
    if (block.body().stream().allMatch(Flatten.class::isInstance)) {
      return Optional.of(new Obstacle(place, "residual: its layers change nothing"));
    }
    LayerCheck inside = new LayerCheck(shape, form);
    Optional<Obstacle> obstacle = inside.through(block.body(), place);
    if (obstacle.isPresent()) {
      return obstacle;
    }
    if (block.ownShortcut() != null) {
      return beside(block, inside, place);
    }
    boolean alike = inside.form == form && inside.shape.equals(shape);
    return alike || (inside.form == Form.IMAGE && form == Form.IMAGE)
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                place,
                "residual: its layers make %d values of %d, between which there is no shortcut but"
                        .formatted(inside.shape.size(), shape.size())
                    + " for images"));
  }

  /**
   * Its own shortcut must make of its input what its layers do; {@link Residual#obstacle} sees the
   * shapes.
   */
  private Optional<Obstacle> beside(Residual block, LayerCheck inside, List<Integer> place) {
    LayerCheck beside = new LayerCheck(shape, form);
    Optional<Obstacle> obstacle = beside.through(block.ownShortcut(), List.of());
    if (obstacle.isPresent()) {
      return Optional.of(
          new Obstacle(place, "residual: in its shortcut, " + obstacle.get().message()));
    }
    if (beside.form != inside.form) {
      return Optional.of(
          new Obstacle(
              place, "residual: of its layers and its shortcut, one leaves no image to the sum"));
    }
    form = inside.form;
    return Optional.empty();
  }
}
