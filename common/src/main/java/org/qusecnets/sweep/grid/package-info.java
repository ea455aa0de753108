/**
 * Configuration and grid: what a sweep is.
 *
 * <p>A configuration is read and validated completely before any work; all its problems come in one
 * report. A sweep is the union of its parts, each of which crosses its own axes; most have one. It
 * expands to models (what is trained), cells (what is reported) and units (what a task does). Ids
 * are hashes of canonical content, and seeds are hashes of (sweep seed, purpose, ids): neither
 * depends on order, on formatting or on the machine.
 *
 * <p>Every cell has a model under attack and a source: the model that the attack sees, which its
 * {@link org.qusecnets.sweep.grid.ThreatModel} decides. Substitutes and undefended sources are
 * models like any other, each trained once.
 */
package org.qusecnets.sweep.grid;
