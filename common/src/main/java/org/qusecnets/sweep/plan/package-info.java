/**
 * Forecasts: how long a sweep takes and what it needs, before it is run.
 *
 * <p>{@link org.qusecnets.sweep.plan.Workload} counts what a grid asks for, {@link
 * org.qusecnets.sweep.plan.TaskEstimates} tell how long each kind of it takes on this machine, and
 * {@link org.qusecnets.sweep.plan.Forecast} lets {@code Schedule} put the tasks on a cluster's
 * cores. {@link org.qusecnets.sweep.plan.Plan} is where to start reading.
 *
 * <p>This package may use {@code grid} and what lies below it. It does not know {@code config}.
 */
package org.qusecnets.sweep.plan;
