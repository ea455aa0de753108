package org.qusecnets.sweep.claim;

import java.util.Set;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.Share;

/** What is counted of a cell's test images, and among which of them. */
public enum Measure {
  /** Adversarial images in float32 that are classified correctly. */
  ACCURACY("accuracy"),
  /** Clean images that are classified correctly; a model's cells all have the same. */
  CLEAN_ACCURACY("clean accuracy"),
  /**
   * Attacked images on which the attack does not succeed, which CleverHans's tutorials of targeted
   * attacks report as accuracy. Images that are not attacked, as those that the network gets wrong
   * anyway, count neither way.
   */
  ATTACK_FAILURE("share of attacked images on which the attack fails");

  private final String words;

  Measure(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** How many images of a cell, or null if that was not measured. */
  Long count(CellRow cell) {
    return switch (this) {
      case ACCURACY -> countOf(cell.adversarial());
      case CLEAN_ACCURACY -> countOf(cell.clean());
      case ATTACK_FAILURE ->
          cell.success() == null || cell.attacked() == null || cell.attacked() == 0
              ? null
              : cell.attacked() - cell.success().count();
    };
  }

  private static Long countOf(Share share) {
    return share == null ? null : share.count();
  }

  /** Among how many, where there is a count. */
  long among(CellRow cell) {
    return this == ATTACK_FAILURE ? cell.attacked() : cell.images();
  }

  /** What cells with the same images are counted once by. */
  String once(CellRow cell) {
    return this == CLEAN_ACCURACY ? cell.modelId() : cell.cellId();
  }

  /** The factors that tell measurements apart. */
  Set<Factor> factors() {
    return this == CLEAN_ACCURACY
        ? Factor.telling(Factor.Part.MODEL)
        : Factor.telling(Factor.Part.MODEL, Factor.Part.ATTACK);
  }
}
