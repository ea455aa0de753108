/**
 * The command line and the Spark side of QuSecNets Sweep. This package itself is empty; its rooms
 * are
 *
 * <ul>
 *   <li>{@link org.qusecnets.sweep.jobs.command}: one class for each command, and what they print
 *   <li>{@link org.qusecnets.sweep.jobs.resilience}: the noise analysis
 *   <li>{@link org.qusecnets.sweep.jobs.images}: the images of cells for other tools
 *   <li>{@link org.qusecnets.sweep.jobs.publication}: from receipts to tables and report
 *   <li>{@link org.qusecnets.sweep.jobs.run}: the units of work, and their way over the cluster
 *   <li>{@link org.qusecnets.sweep.jobs.store}: the result folder, models and receipts
 * </ul>
 *
 * <p>Each may use those below it, never one above: {@code JobsArchitectureTest} holds that.
 */
package org.qusecnets.sweep.jobs;
