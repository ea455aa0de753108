package org.qusecnets.sweep.jobs.run;

import java.util.List;
import java.util.stream.Collectors;

/** What a unit does with a chunk of images, for people. */
final class ChunkText {
  private ChunkText() {}

  /** Such as {@code fgsm at epsilon 0.1, 0.3, images 0 to 499}. */
  static String of(String type, List<Double> epsilons, int from, int to) {
    return type
        + " at epsilon "
        + epsilons.stream().map(String::valueOf).collect(Collectors.joining(", "))
        + ", images "
        + from
        + " to "
        + (to - 1);
  }
}
