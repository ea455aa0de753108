/**
 * The images of a sweep's cells for other tools. Results keep those of the first images only, so
 * {@link org.qusecnets.sweep.jobs.images.ImageExport} has the attacks made again and compares what
 * comes of it with what the sweep recorded. {@link org.qusecnets.sweep.jobs.images.ImageExport} is
 * where to start reading.
 *
 * <p>In tasks, {@link org.qusecnets.sweep.jobs.images.StagedAttacks} writes images to the disk as
 * they are made; then {@link org.qusecnets.sweep.jobs.images.CellFiles} makes the files of one cell
 * after another. Memory holds one image more than the sweep's own tasks do, and the rows of one
 * cell.
 *
 * <p>This package may use {@code publication}, {@code run} and {@code store}.
 */
package org.qusecnets.sweep.jobs.images;
