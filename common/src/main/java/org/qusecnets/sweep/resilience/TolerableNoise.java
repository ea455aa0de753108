package org.qusecnets.sweep.resilience;

import java.util.OptionalDouble;

/**
 * The Maximum Tolerable Noise of a network: the strongest noise at which its accuracy is within the
 * tolerated loss of that on clean images. Empty where even the strongest noise that was injected is
 * tolerated.
 *
 * @param strength read off the fitted curve
 * @param low lower bound of its 95 % interval over images
 * @param high upper bound
 * @param rmsChange root mean square of the values' changes at that strength, or at the strongest
 */
public record TolerableNoise(
    OptionalDouble strength, OptionalDouble low, OptionalDouble high, double rmsChange) {}
