/**
 * The work of a sweep on Spark: which units there are, which can begin, and how each is done.
 *
 * <p>A run is made of units ({@link org.qusecnets.sweep.jobs.run.WorkUnit}): training, clean
 * predictions, attacks on a chunk of images. {@link org.qusecnets.sweep.jobs.run.SweepState} knows
 * what depends on what and what can begin; {@link org.qusecnets.sweep.jobs.run.SweepRun} looks up
 * which units have receipts and hands the others to Spark through {@link
 * org.qusecnets.sweep.jobs.run.Workers}. In a task, {@link org.qusecnets.sweep.jobs.run.UnitRunner}
 * does a unit and writes its receipt before anyone is told, so that the folder alone says what is
 * finished and every process may die at any moment. Datasets reach executors as broadcasts, models
 * from the folder, each once. {@link org.qusecnets.sweep.jobs.run.SparkLifecycle} is the one place
 * that starts and stops Spark.
 *
 * <p>Whether a unit is done again is decided in {@link org.qusecnets.sweep.jobs.run.SweepRun},
 * which is where to start reading.
 *
 * <p>This package may use {@code store}.
 */
package org.qusecnets.sweep.jobs.run;
