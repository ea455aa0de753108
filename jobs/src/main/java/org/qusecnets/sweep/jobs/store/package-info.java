/**
 * What lies in a result folder, and who may write to it.
 *
 * <p>Everything is in a {@link org.qusecnets.sweep.jobs.store.ResultFolder}, which one process at a
 * time may write to ({@link org.qusecnets.sweep.jobs.store.Lease}), on any file system that Hadoop
 * knows ({@link org.qusecnets.sweep.jobs.store.Storage}). A unit that is finished has a {@link
 * org.qusecnets.sweep.jobs.store.Receipt} in the {@link org.qusecnets.sweep.jobs.store.Ledger}; a
 * trained model lies in the {@link org.qusecnets.sweep.jobs.store.ModelStore} with its provenance;
 * a table is a folder of Parquet files ({@link org.qusecnets.sweep.jobs.store.ParquetTable}).
 * {@link org.qusecnets.sweep.jobs.store.ResultFolder} is where to start reading.
 *
 * <p>This package uses none of the others.
 */
package org.qusecnets.sweep.jobs.store;
