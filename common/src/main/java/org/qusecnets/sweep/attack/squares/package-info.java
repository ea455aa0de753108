/**
 * What the square attack changes at a query: squares of one sign, or of two lobes, by the norm.
 *
 * <p>{@link org.qusecnets.sweep.attack.squares.Squares} is where to start reading. This package may
 * use {@code attack.norm} and {@code dataset}.
 */
package org.qusecnets.sweep.attack.squares;
