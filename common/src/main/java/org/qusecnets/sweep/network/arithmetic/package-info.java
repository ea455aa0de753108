/**
 * The arithmetic of convolutional networks on ND4J's matrix products: convolutions as products with
 * patches or by Winograd's method, and loops over images that the compiler turns into vector
 * instructions.
 *
 * <p>{@link org.qusecnets.sweep.network.arithmetic.NativeDoubles} are matrices in double precision,
 * for proofs. In all else values lie in arrays [rows, channels, columns, images]. {@link
 * org.qusecnets.sweep.network.arithmetic.Convolution} is where to start reading; the package {@link
 * org.qusecnets.sweep.network} says which of them runs where, and why.
 *
 * <p>This package uses none of the others.
 */
package org.qusecnets.sweep.network.arithmetic;
