package org.qusecnets.sweep.network.interval;

/**
 * Some images of a batch that are worked on together.
 *
 * @param from the number of the first one in the batch
 * @param count how many
 * @param all how many the batch has
 * @param functions how many linear functions they have together
 */
record ImageGroup(int from, int count, int all, int functions) {}
