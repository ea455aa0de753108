package org.qusecnets.sweep.certificate;

import java.io.Serializable;

/**
 * What proving an image at one epsilon takes at most, as counts of what takes time.
 *
 * @param linearBounds linear bounds of the whole network over a box, the usual slopes of its last
 *     layer included
 * @param predictions predictions of an image
 */
public record Effort(double linearBounds, double predictions) implements Serializable {
  /** Steps of a search for slopes of the last layer that take as long as all other bounds. */
  private static final double STEPS = 9;

  /** Such steps that the usual slopes take. */
  private static final double USUAL_STEPS = 4;

  static Effort predictions(double count) {
    return new Effort(0, count);
  }

  /** Of one box, whose hidden layers all of so many parts share, with a search for each. */
  static Effort lastLayers(double parts, int iterations) {
    return new Effort(1 + parts * (USUAL_STEPS + iterations) / STEPS, 0);
  }

  /** Of so many boxes, with a search for slopes in each. */
  static Effort linearBounds(double boxes, int iterations) {
    return new Effort(boxes * (1 + iterations / STEPS), 0);
  }
}
