package org.qusecnets.sweep.network.pretrained.keras.hdf5;

/**
 * An array of numbers.
 *
 * @param dims its sides; none of a single number
 * @param values in C order, rounded to float32
 */
public record Hdf5Array(int[] dims, float[] values) {}
