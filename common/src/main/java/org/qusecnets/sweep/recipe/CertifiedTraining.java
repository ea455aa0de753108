package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Training on bounds: beside the loss of the clean images that of the worst logits that interval
 * arithmetic finds in boxes around them, which what stands in front of the network turns into boxes
 * of what it takes.
 *
 * @param schedule how boxes grow
 * @param centres where small boxes lie, or null for the whole box around each image
 */
public record CertifiedTraining(BoxSchedule schedule, BoxCentres centres) implements Serializable {
  /** Where small boxes lie, if they are small. */
  public Optional<BoxCentres> small() {
    return Optional.ofNullable(centres);
  }

  /** Half the width of a box in a phase. */
  public double radius(BoxSchedule.Phase phase) {
    return phase.epsilon() * small().map(BoxCentres::share).orElse(1.0);
  }

  /** Trainings of an image, of which a box is two: for its middles and for its radii. */
  double passes() {
    return 1 + 2 * (1 - schedule.warmUp());
  }

  /** All options by configuration key. */
  SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>(schedule.parameters());
    small().ifPresent(c -> parameters.putAll(c.parameters()));
    return parameters;
  }
}
