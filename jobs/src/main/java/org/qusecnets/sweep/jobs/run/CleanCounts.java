package org.qusecnets.sweep.jobs.run;

/**
 * A model's predictions for clean test images.
 *
 * @param images number of images
 * @param correct number that are classified correctly
 * @param agreeing number that are classified as the model's target classifies them, if it is a
 *     substitute, or else all
 * @param probabilities whether all outputs look like probabilities
 */
public record CleanCounts(long images, long correct, long agreeing, boolean probabilities) {}
