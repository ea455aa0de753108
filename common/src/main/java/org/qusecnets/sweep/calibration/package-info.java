/**
 * Short measurements of what the work of a grid takes on this machine, for predictions of wall time
 * ({@link org.qusecnets.sweep.plan.ObservedEstimates}).
 *
 * <p>{@link org.qusecnets.sweep.calibration.Calibration} is where to start reading. This package
 * may use {@code plan}, {@code network} and what they use.
 */
package org.qusecnets.sweep.calibration;
