/**
 * Interval arithmetic on a network in training: the worst logits that it can give to any input of a
 * box, and their gradients with respect to weights and box.
 *
 * <p><b>Forward.</b> A box is its middles and its radii. A layer {@code W} takes middles by {@code
 * W} and radii by {@code |W|}, two convolutions of the same geometry ({@code IntervalLayer});
 * rectifiers take the ends of each interval ({@code Intervals}). The last layer is taken together
 * with what is asked of it, how far the label's logit is above each other one ({@code LastLayer}).
 *
 * <p><b>Backward.</b> Both convolutions give gradients: those of {@code |W|} come to the weights
 * with the weights' signs. At 0, where the sign jumps, it is taken for 0.
 *
 * <p><b>Linear bounds</b> of the same differences are taken back to the box through lines around
 * rectifiers, whose intervals are known ({@code LinearWorstCase}). Functions of some images at a
 * time go through convolutions as if each was an image of its own.
 *
 * <p>All is in float32 and not widened by rounding: training needs no proof. The bounds are those
 * that the certificate {@code interval} proves but for that.
 *
 * <p>{@link org.qusecnets.sweep.network.interval.WorstCase} is where to start reading. This package
 * may use {@code network.arithmetic} and {@code network.optimizer}.
 */
package org.qusecnets.sweep.network.interval;
