/**
 * Defenses: each turns the recipe of the undefended model into that of the defended one.
 *
 * <p><b>In training.</b> Some change the batches that the network learns from ({@link
 * org.qusecnets.sweep.recipe.TrainingAugmentation}) or its targets ({@link
 * org.qusecnets.sweep.recipe.Distillation}), or have it learn bounds of boxes as well ({@link
 * org.qusecnets.sweep.recipe.CertifiedTraining}). They draw random numbers of their own, so that a
 * network begins with the same weights and sees the images in the same order with and without them.
 *
 * <p><b>Models of their own.</b> A distilled model's teacher is part of its training: the same task
 * trains it, from the same seeds, and drops it when the student has its probabilities. A defense
 * whose own models stay, such as MagNet's auto-encoders, would describe them in the recipe and have
 * them trained in the same task as well; they would travel in the {@link
 * org.qusecnets.sweep.network.TrainedModel} beside the network, and stand in front of it where that
 * is opened.
 *
 * <p>{@link org.qusecnets.sweep.defense.Defenses} is where to start reading. This package may use
 * {@code attack} (adversarial training attacks), {@code recipe}, {@code dataset} and {@code
 * options}. It does not know how a network is computed.
 */
package org.qusecnets.sweep.defense;
