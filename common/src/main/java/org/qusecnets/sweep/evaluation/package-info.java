/**
 * Clips and scores what attacks propose, image by image, and puts intervals around shares. The
 * model that scores is the one under attack; the one that the attack sees may be another.
 *
 * <p><b>Attacks in the box of outputs.</b> Let q be what stands first in front of a network f, if
 * it changes each value by itself and never lets a larger one become smaller. Of all images x' of
 * [0, 1] with |x' - x| at most epsilon, value i lies in the interval [l, u] from {@code max(x_i -
 * epsilon, 0)} to {@code min(x_i + epsilon, 1)}, independently of the others. If q_i is continuous
 * it takes on [l, u] every value between q_i(l) and q_i(u) and no other, so what images become is
 * exactly the product of these intervals, and the least of a function of f over the images is its
 * least over that box. Searching the box is the same problem without the layer: a reformulation,
 * not a relaxation, and no slope of q, however steep or flat, can hide anything from it ({@link
 * org.qusecnets.sweep.evaluation.AttackerView}, {@code BoxView}, {@code OutputBox}). It holds for
 * sigmoids with any thresholds, learned ones too, for their clipped sum, and for several such
 * functions one after another.
 *
 * <p>It does not hold
 *
 * <ul>
 *   <li>in other norms than L-infinity, whose balls are no products of intervals;
 *   <li>behind what mixes pixels, such as a median or JPEG: the box would contain more than images
 *       become. It is refused;
 *   <li>for functions with steps: outputs are some points of the box only. A search there is a
 *       relaxation, from which {@code LevelSearch} goes on among the points that there are;
 *   <li>to the last bit: q is computed in float32, and so is the way back, which is by bisection
 *       through the layer itself. An output comes back as the nearest pixel that is at least as
 *       far, which may be the last bits farther. Only what the whole model says of the pixels
 *       counts.
 * </ul>
 *
 * <p><b>The nearest image behind a quantizer.</b> In L2 the network still sees nothing but outputs,
 * and an output y_i costs the square of the way from x_i to the nearest pixel that has it. Behind
 * steep layers this cost is a step: nothing up to a threshold, nearly all just beyond it. An attack
 * that scales the whole perturbation spends on pixels that cross no threshold; which outputs to
 * change is a knapsack problem, in which {@code OutputSearch} improves on what the attack found
 * ({@code OutputsView}, {@code OutputMoves}).
 *
 * <p>Every image has a box of its own, so that images are attacked one by one there; {@code
 * Rendezvous} puts their questions together into batches.
 *
 * <p>{@link org.qusecnets.sweep.evaluation.AttackEvaluation} is where to start reading. This
 * package may use {@code attack}, {@code network} and what they use.
 *
 * @see <a href="https://arxiv.org/abs/1802.00420">Athalye, Carlini, Wagner 2018, Section 4.3</a>,
 *     for attacks by reparameterization; <a
 *     href="https://openreview.net/forum?id=S18Su--CW">Buckman et al. 2018</a>, for attacks among
 *     discrete levels
 */
package org.qusecnets.sweep.evaluation;
