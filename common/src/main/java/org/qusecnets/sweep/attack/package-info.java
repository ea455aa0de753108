/**
 * Attacks: each sees a model as a {@link org.qusecnets.sweep.recipe.Classifier} and proposes
 * images. Clipping and scoring are not theirs but {@link org.qusecnets.sweep.evaluation}'s.
 *
 * <p><b>Contract.</b> An {@link org.qusecnets.sweep.attack.Attack} gets a batch of clean images
 * with labels, targets and seeds ({@link org.qusecnets.sweep.attack.AttackBatch}) and all epsilons
 * of its cells at once. It answers in {@link org.qusecnets.sweep.attack.AttackResults}: with images
 * for each epsilon, or once with the nearest adversarial images, which then count wherever they are
 * within epsilon. Its {@link org.qusecnets.sweep.attack.norm.Norm} says how epsilon measures.
 *
 * <p><b>An image by itself.</b> Nothing that an attack decides for an image depends on the others
 * of the batch: random numbers come from the image's own seed, loops stop image by image, and
 * images that are done leave the batch ({@code Rows}). So results are the same, bit for bit,
 * however images are put together.
 *
 * <p>{@link org.qusecnets.sweep.attack.Attack} is where to start reading. This package may use
 * {@code attack.norm}, the geometry below it, and {@code recipe}, of which it sees the classifier
 * only, {@code dataset} and {@code options}.
 */
package org.qusecnets.sweep.attack;
