/**
 * The command line and the Spark side: one class for each command, {@link
 * org.qusecnets.sweep.jobs.SparkLifecycle} as the one place that starts and stops Spark.
 *
 * <p>A run has three steps. {@link org.qusecnets.sweep.jobs.TrainingJob} trains every distinct
 * model, each in one task, and keeps it as soon as it is trained, substitutes after their targets;
 * {@link org.qusecnets.sweep.jobs.AttackJob} works through the units (model, attack, chunk of test
 * images) and writes {@code examples}; {@code cells} and {@code models} are computed from it. Data
 * sets and models reach executors as broadcasts. Tables are staged and moved to their place
 * together, so readers see all of a result or none.
 *
 * <p>{@link org.qusecnets.sweep.jobs.ResilienceRun} trains, or uses again, the same models, and
 * {@link org.qusecnets.sweep.jobs.NoiseJob} measures them on noisy images, one model, kind of noise
 * and strength after another. Its table, report and pictures have a folder and a moment of their
 * own.
 */
package org.qusecnets.sweep.jobs;
