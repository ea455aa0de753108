/**
 * Datasets: read from the files that their publishers distribute, verified by SHA-256 and by
 * structure at every load, downloaded from mirrors that are listed in a manifest.
 *
 * <p>Pixels stay unsigned bytes until a batch needs them as floats. A new dataset is one class, one
 * line in {@link org.qusecnets.sweep.dataset.Datasets} and one entry of {@code manifest.json}.
 *
 * <p>{@link org.qusecnets.sweep.dataset.Datasets} is where to start reading. This package may use
 * {@code options}.
 */
package org.qusecnets.sweep.dataset;
