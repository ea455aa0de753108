package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;

/**
 * What an attack asked of the model that it sees.
 *
 * @param gradients mean number of gradients of an attacked image
 * @param inferences mean number of its predictions besides
 * @param queries mean number of predictions until an image fell
 */
public record EffortColumns(
    @Column(
            name = "mean_gradients",
            value =
                "gradients that the attack took of an attacked image for all its epsilons, mean; each of them the mean of eot_samples")
        Double gradients,
    @Column(name = "mean_inferences", value = "predictions that it asked for besides, likewise")
        Double inferences,
    @Column(
            name = "mean_success_queries",
            value =
                "predictions that had been asked for when an image fell, mean of the successes; null of attacks that do not count them",
            presence = OPTIONAL)
        Double queries) {}
