/**
 * From receipts to tables and report.
 *
 * <p>When nothing is left to do, {@link org.qusecnets.sweep.jobs.publication.Publisher} makes the
 * tables from the receipts, counts their rows against the plan and publishes them together ({@link
 * org.qusecnets.sweep.jobs.publication.Publication}). {@link
 * org.qusecnets.sweep.jobs.publication.ReportFile} makes the report from published tables and from
 * nothing else, which {@link org.qusecnets.sweep.jobs.publication.PublishedTables} reads. {@link
 * org.qusecnets.sweep.jobs.publication.Publisher} is where to start reading.
 *
 * <p>Rows of examples and of certificates are written, counted and looked for pictures by Spark's
 * tasks, a file each; the other tables are small. None of it needs Spark's SQL, which takes seconds
 * to load and to compile its queries.
 *
 * <p>This package may use {@code run} and {@code store}.
 */
package org.qusecnets.sweep.jobs.publication;
