package org.qusecnets.sweep.recipe.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.layer.LayerList.Obstacle;

/** Finds layers whose values of a batch are more than an array holds. */
final class BatchCheck {
  private final long images;

  private BatchCheck(long images) {
    this.images = images;
  }

  /**
   * The first layer of which a batch has too many values; nothing if none has.
   *
   * @param input the shape of what the first layer takes; each can take what comes to it
   * @param images images of the batch
   */
  static Optional<Obstacle> of(List<NetworkLayer> layers, ImageShape input, long images) {
    return new BatchCheck(images).through(layers, input, List.of());
  }

  private Optional<Obstacle> through(
      List<NetworkLayer> layers, ImageShape input, List<Integer> outside) {
    ImageShape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      List<Integer> place = new ArrayList<>(outside);
      place.add(i);
      Optional<Obstacle> obstacle = of(layers.get(i), shape, place);
      if (obstacle.isPresent()) {
        return obstacle;
      }
      shape = layers.get(i).output(shape);
    }
    return Optional.empty();
  }

  private Optional<Obstacle> of(NetworkLayer layer, ImageShape input, List<Integer> place) {
    Optional<Obstacle> inside =
        layer instanceof Residual block ? through(block.body(), input, place) : Optional.empty();
    return inside.or(
        () ->
            LayerList.obstacleToArray(layer.largestArray(input), images)
                .map(message -> new Obstacle(place, layer.describe() + ": " + message)));
  }
}
