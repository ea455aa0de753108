/**
 * Configuration files: HOCON is read, crossed and checked, and becomes a {@link
 * org.qusecnets.sweep.grid.SweepConfiguration}.
 *
 * <p>A file is read and validated completely before any work. All its problems come in one report,
 * each with file and line, and unknown keys with the nearest known one. {@link
 * org.qusecnets.sweep.config.ConfigurationReader} is where to start reading.
 *
 * <p>This package may use {@code grid} and what lies below it. It does not know {@code plan}.
 */
package org.qusecnets.sweep.config;
