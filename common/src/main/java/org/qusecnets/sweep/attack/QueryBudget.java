package org.qusecnets.sweep.attack;

/**
 * What an attack asks of the model that it sees, for one image and all epsilons together.
 *
 * @param gradients gradients of the image
 * @param inferences predictions besides
 */
public record QueryBudget(double gradients, double inferences) {}
