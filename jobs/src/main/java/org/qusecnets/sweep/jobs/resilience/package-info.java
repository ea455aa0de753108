/**
 * The noise analysis: {@link org.qusecnets.sweep.jobs.resilience.ResilienceRun} trains, or uses
 * again, the same models as a sweep, and {@link org.qusecnets.sweep.jobs.resilience.NoiseJob}
 * measures them on noisy images, one model, kind of noise and strength after another. {@link
 * org.qusecnets.sweep.jobs.resilience.ResilienceRun} is where to start reading.
 *
 * <p>This package may use {@code publication}, {@code run} and {@code store}.
 */
package org.qusecnets.sweep.jobs.resilience;
