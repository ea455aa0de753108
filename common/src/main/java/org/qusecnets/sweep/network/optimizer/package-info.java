/**
 * Steps along gradients: gradient descent, Adam, weight decay and clipping on arrays of parameters,
 * and when a loss no longer falls.
 *
 * <p>{@link org.qusecnets.sweep.network.optimizer.Optimizer} is where to start reading. Which
 * parameters a model has, and which of these steps change them, is up to {@link
 * org.qusecnets.sweep.network}.
 *
 * <p>This package uses none of the others.
 */
package org.qusecnets.sweep.network.optimizer;
