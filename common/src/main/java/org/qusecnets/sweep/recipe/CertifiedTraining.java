package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Options;

/**
 * Training on bounds: beside the loss of the clean images that of the worst logits that interval
 * arithmetic finds in boxes around them, which what stands in front of the network turns into boxes
 * of what it takes.
 *
 * @param schedule how boxes grow
 * @param centres where small boxes lie, or null for the whole box around each image
 * @param bounds what bounds the worst logits
 */
public record CertifiedTraining(BoxSchedule schedule, BoxCentres centres, Bounds bounds)
    implements Serializable {
  /** What bounds the worst logits. */
  public enum Bounds {
    /** Interval arithmetic. */
    INTERVAL,
    /** While boxes grow, linear functions, ever less, mixed with interval arithmetic. */
    CROWN_INTERVAL
  }

  /** Passes over the network that linear functions of all classes take, gradients included. */
  private static final int LINEAR_PASSES = 18;

  /** Where small boxes lie, if they are small. */
  public Optional<BoxCentres> small() {
    return Optional.ofNullable(centres);
  }

  /** Half the width of a box in a phase. */
  public double radius(BoxSchedule.Phase phase) {
    return phase.epsilon() * small().map(BoxCentres::share).orElse(1.0);
  }

  /** The share of linear functions in the bounds of a phase, from 0 to 1. */
  public float linearShare(BoxSchedule.Phase phase) {
    return bounds == Bounds.INTERVAL ? 0 : (float) (1 - phase.epsilon() / schedule.epsilon());
  }

  /** Trainings of an image, of which a box is two: for its middles and for its radii. */
  double passes() {
    double linear = bounds == Bounds.INTERVAL ? 0 : LINEAR_PASSES * schedule.ramp();
    return 1 + 2 * (1 - schedule.warmUp()) + linear;
  }

  /** All options by configuration key. */
  SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>(schedule.parameters());
    small().ifPresent(c -> parameters.putAll(c.parameters()));
    if (bounds != Bounds.INTERVAL) {
      parameters.put("bounds", Options.nameOf(bounds));
    }
    return parameters;
  }
}
