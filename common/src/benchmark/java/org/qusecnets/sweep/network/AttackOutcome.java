package org.qusecnets.sweep.network;

/**
 * What an attack found, which tells whether two did the same work.
 *
 * @param successRate share of the images that became adversarial, of all epsilons
 * @param meanL2 mean L2 norm of their perturbations
 * @param gradients gradients an image
 * @param processorSeconds seconds of the processor an image, all epsilons together
 * @param secondsResisting the same for an image and an epsilon at which it resisted
 */
public record AttackOutcome(
    double successRate,
    double meanL2,
    double gradients,
    double processorSeconds,
    double secondsResisting) {}
