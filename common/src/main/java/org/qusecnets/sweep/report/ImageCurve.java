package org.qusecnets.sweep.report;

/**
 * What breaking each image took: the share of images left, over a distance or over queries. Images
 * of several seeds are counted together.
 *
 * @param kind what was measured
 * @param cellId one of the cells behind it, for the names of defense and attack
 * @param seeds number of seeds
 * @param images number of images of all seeds
 * @param wrong number of those that are wrong without an attack
 * @param broken number of those for which something was found, the wrong ones included
 * @param median over all images, 0 for those that are wrong; null where half of them or more have
 *     none
 * @param values [at most as many as a page has room for]: ascending, of {@code found = broken -
 *     wrong} images value i is that of the one with the number {@code ceil((i + 1) * found /
 *     values.length)}, counted from 1
 * @param first [images]: those of the first images of one seed, NaN where nothing was found
 */
public record ImageCurve(
    Kind kind,
    String cellId,
    int seeds,
    long images,
    long wrong,
    long broken,
    Double median,
    float[] values,
    float[] first) {

  /** What is measured of an image. */
  public enum Kind {
    /** The distance of the nearest adversarial image of all attacks of a norm. */
    NEAREST,
    /** The distance of the nearest adversarial image of one attack, over all its epsilons. */
    DISTANCE,
    /** The predictions that an attack without gradients took, at one epsilon. */
    QUERIES
  }
}
