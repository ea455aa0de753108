package org.qusecnets.sweep.network;

/**
 * What a certificate took and proved at an epsilon.
 *
 * @param epsilon bound of the perturbation
 * @param processorSeconds seconds of the processor an image
 * @param certified share of the images that are certified
 * @param leastMargin mean of the images' least margins, which tells whether it was the same work
 */
public record CertificateOutcome(
    double epsilon, double processorSeconds, double certified, double leastMargin) {}
