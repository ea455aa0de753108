/**
 * Clips and scores what attacks propose, image by image, and puts intervals around shares. The
 * model that scores is the one under attack; the one that the attack sees may be another.
 *
 * <p>{@link org.qusecnets.sweep.evaluation.AttackEvaluation} is where to start reading. This
 * package may use {@code attack}, {@code network} and what they use.
 */
package org.qusecnets.sweep.evaluation;
