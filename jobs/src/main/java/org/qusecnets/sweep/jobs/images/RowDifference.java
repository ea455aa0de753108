package org.qusecnets.sweep.jobs.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qusecnets.sweep.table.Column.Repeatability;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.TableSchema;

/** Compares what an attack has made again with what the sweep recorded, to the bit. */
final class RowDifference {
  /** What an attack spent depends on the other epsilons that were worked out with this one. */
  private static final Set<String> OF_ALL_EPSILONS =
      Set.of("attack_gradients", "attack_inferences");

  private RowDifference() {}

  /**
   * The first differences of an image's rows, for people; empty if there are none.
   *
   * @param made without pictures
   * @param recorded with pictures, if it is one of the first images
   * @param clean the image itself
   * @param adversarial the image that was made
   */
  static Optional<String> of(
      ExampleRow made, ExampleRow recorded, float[] clean, float[] adversarial) {
    List<String> differences = new ArrayList<>();
    Object[] ours = TableSchema.values(made);
    Object[] theirs = TableSchema.values(recorded);
    for (int i = 0; i < ours.length; i++) {
      TableSchema.Field column = ExampleRow.SCHEMA.columns().get(i);
      boolean compared =
          column.repeatability() == Repeatability.EXACT
              && !column.type().isArray()
              && !OF_ALL_EPSILONS.contains(column.name());
      if (compared && !java.util.Objects.equals(ours[i], theirs[i])) {
        differences.add("%s %s, not %s".formatted(column.name(), ours[i], theirs[i]));
      }
    }
    add("clean_pixels", clean, recorded.cleanPixels(), differences);
    add("adversarial_pixels", adversarial, recorded.adversarialPixels(), differences);
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of("it has now " + String.join(", ", differences));
  }

  private static void add(String column, float[] ours, float[] theirs, List<String> differences) {
    if (theirs != null && !Arrays.equals(ours, theirs)) {
      differences.add("other " + column);
    }
  }
}
