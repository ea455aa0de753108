/**
 * The command line and the Spark side: one class for each command, {@link
 * org.qusecnets.sweep.jobs.SparkLifecycle} as the one place that starts and stops Spark.
 *
 * <p>A run is made of units of work ({@link org.qusecnets.sweep.jobs.WorkUnit}): training, clean
 * predictions, attacks on a chunk of images. {@link org.qusecnets.sweep.jobs.SweepState} knows what
 * depends on what and what can begin; {@link org.qusecnets.sweep.jobs.SweepRun} looks up which
 * units have receipts in the {@link org.qusecnets.sweep.jobs.Ledger} and hands the others to Spark
 * through {@link org.qusecnets.sweep.jobs.Workers}. In a task, {@link
 * org.qusecnets.sweep.jobs.UnitRunner} does a unit and writes its receipt before anyone is told, so
 * that the folder alone says what is finished and every process may die at any moment. Data sets
 * reach executors as broadcasts, models from the folder, each once.
 *
 * <p>When nothing is left to do, {@link org.qusecnets.sweep.jobs.Publisher} makes the tables from
 * the receipts, counts their rows against the plan and publishes them together ({@link
 * org.qusecnets.sweep.jobs.Publication}). Everything is in a {@link
 * org.qusecnets.sweep.jobs.ResultFolder}, which one process at a time may write to ({@link
 * org.qusecnets.sweep.jobs.Lease}), on any file system that Hadoop knows ({@link
 * org.qusecnets.sweep.jobs.Storage}).
 *
 * <p>{@link org.qusecnets.sweep.jobs.ReportFile} makes the report from published tables and from
 * nothing else, which {@link org.qusecnets.sweep.jobs.PublishedTables} reads.
 *
 * <p>{@link org.qusecnets.sweep.jobs.ResilienceRun} trains, or uses again, the same models, and
 * {@link org.qusecnets.sweep.jobs.NoiseJob} measures them on noisy images, one model, kind of noise
 * and strength after another.
 */
package org.qusecnets.sweep.jobs;
