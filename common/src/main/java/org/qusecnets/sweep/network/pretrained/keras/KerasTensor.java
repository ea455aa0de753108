package org.qusecnets.sweep.network.pretrained.keras;

/**
 * What a layer takes or makes, as a value of a graph that has the axes it has in Keras.
 *
 * @param value its name in the graph
 * @param rank number of its axes, that of the batch included
 */
record KerasTensor(String value, int rank) {}
