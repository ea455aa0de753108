/**
 * What a sweep is: the grid of its cells, models and units.
 *
 * <p>A sweep is the union of its parts, each of which crosses its own axes; most have one. It
 * expands to models (what is trained), cells (what is reported) and units (what a task does). Ids
 * are hashes of canonical content, and seeds are hashes of (sweep seed, purpose, ids): neither
 * depends on order, on formatting or on the machine.
 *
 * <p>Every cell has a model under attack and a source: the model that the attack sees, which its
 * {@link org.qusecnets.sweep.grid.ThreatModel} decides. Substitutes and undefended sources are
 * models like any other, each trained once.
 *
 * <p>A model is certified as it is attacked: certified cells are a model, a certificate and an
 * epsilon, and certificate units a chunk of images at all epsilons of one.
 *
 * <p>{@link org.qusecnets.sweep.grid.Grid} is where to start reading. This package may use {@code
 * recipe}, {@code attack}, {@code certificate}, {@code defense} and what they use; {@code config}
 * and {@code plan} use it. It does not know how a model is computed.
 */
package org.qusecnets.sweep.grid;
