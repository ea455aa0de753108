/**
 * Datasets of users' own: what a configuration's {@code format} names, read into {@link
 * org.qusecnets.sweep.dataset.ImageSet}s of bytes.
 *
 * <p>A {@link org.qusecnets.sweep.dataset.format.DatasetFormat} opens a file or a folder as {@link
 * org.qusecnets.sweep.dataset.format.Pictures}, each of which is read when it is asked for; {@link
 * org.qusecnets.sweep.dataset.format.DatasetSource} makes a dataset of them: channels, size, parts
 * for training and tests, and the SHA-256 of the content, which stands for the dataset in all ids.
 * What cannot be used is refused by name before any work: nothing is guessed, left out or repaired.
 *
 * <p>{@link org.qusecnets.sweep.dataset.format.DatasetSource} is where to start reading. This
 * package may use {@code dataset} and {@code options}.
 */
package org.qusecnets.sweep.dataset.format;
