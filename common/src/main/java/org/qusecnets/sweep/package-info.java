/**
 * The domain of QuSecNets Sweep, without Spark: what is measured and how.
 *
 * <p>A {@link org.qusecnets.sweep.grid.Grid} is expanded from a configuration into models, cells
 * and units of work. A {@link org.qusecnets.sweep.defense.Defense} turns the recipe of the
 * undefended model into its own; {@link org.qusecnets.sweep.network.Trainer} trains it on a {@link
 * org.qusecnets.sweep.dataset.Dataset}; an {@link org.qusecnets.sweep.attack.Attack} sees it as a
 * {@link org.qusecnets.sweep.recipe.Classifier}; {@link
 * org.qusecnets.sweep.evaluation.AttackEvaluation} clips and scores what the attack proposes; the
 * records of {@link org.qusecnets.sweep.table} are the rows of the results. {@link
 * org.qusecnets.sweep.resilience} measures what noise models tolerate without any attack. The
 * module {@code jobs} spreads all of it over a cluster.
 */
package org.qusecnets.sweep;
