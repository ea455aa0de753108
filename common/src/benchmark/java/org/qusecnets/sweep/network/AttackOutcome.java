package org.qusecnets.sweep.network;

/**
 * What an attack found, which tells whether two did the same work.
 *
 * @param successRate share of the images that became adversarial
 * @param meanL2 mean L2 norm of their perturbations
 * @param gradients gradients an image
 */
public record AttackOutcome(double successRate, double meanL2, double gradients) {}
