/**
 * Arrays of numbers in HDF5 files as Keras writes them; {@link
 * org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Group} is where to start reading.
 *
 * <p>A file may be damaged or hostile, and jHDF trusts what it reads. It therefore reads through
 * {@code Hdf5Bytes}, which hands out no more of a file than its size can mean, and what could make
 * it take memory is left out: headers of objects are taken apart here ({@code Hdf5Header}), types
 * are looked at before jHDF is given them ({@code Hdf5Type}), and what Keras never writes is
 * refused, such as links to other files, arrays in compressed chunks and the layout of files that
 * HDF5 calls its latest.
 *
 * <p>This package may use {@code network.pretrained} and jHDF.
 */
package org.qusecnets.sweep.network.pretrained.keras.hdf5;
