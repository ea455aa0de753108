package org.qusecnets.sweep.certificate;

/**
 * An image to be certified.
 *
 * @param image [channels, height, width], floats in [0, 1]
 * @param label the class that it is to be classified as
 * @param seed of the image's random numbers, of methods that draw some
 */
public record Subject(float[] image, int label, long seed) {}
