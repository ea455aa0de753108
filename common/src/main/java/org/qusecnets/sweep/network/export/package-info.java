/**
 * Trained models for other programs: NumPy arrays and a description in JSON that together say all
 * that a program needs to compute the same logits. {@link
 * org.qusecnets.sweep.network.export.NumpyArchive} also writes other arrays. {@link
 * org.qusecnets.sweep.network.export.ModelExport} is where to start reading.
 *
 * <p>This package may use {@code network} and what lies below it; nothing in {@code network} uses
 * it.
 */
package org.qusecnets.sweep.network.export;
