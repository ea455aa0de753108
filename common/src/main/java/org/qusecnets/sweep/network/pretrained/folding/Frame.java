package org.qusecnets.sweep.network.pretrained.folding;

/**
 * Rows above and below an image, columns before and behind it; where they are below 0, so many are
 * cut off.
 */
public record Frame(int above, int before, int below, int behind) {
  /** Nothing around an image. */
  public static final Frame NONE = new Frame(0, 0, 0, 0);

  /** This one around another. */
  public Frame around(Frame inner) {
    return new Frame(
        above + inner.above, before + inner.before, below + inner.below, behind + inner.behind);
  }

  /** Whether there would be something around what was cut off another one's side. */
  public boolean isAroundCut(Frame inner) {
    return (inner.above < 0 && above > 0)
        || (inner.before < 0 && before > 0)
        || (inner.below < 0 && below > 0)
        || (inner.behind < 0 && behind > 0);
  }

  /** Whether there is nothing. */
  public boolean isNone() {
    return equals(NONE);
  }
}
