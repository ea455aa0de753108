/**
 * Short measurements of what the work of a grid takes on this machine, for predictions of wall time
 * ({@link org.qusecnets.sweep.plan.ObservedEstimates}).
 */
package org.qusecnets.sweep.calibration;
