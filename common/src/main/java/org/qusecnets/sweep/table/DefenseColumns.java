package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;

/**
 * A model's defense.
 *
 * @param type its name in a configuration
 * @param parameters JSON
 * @param levels null where nothing brings values to so many levels
 * @param z null likewise
 */
public record DefenseColumns(
    @Column(name = "defense", value = "defense, such as cq") String type,
    @Column(name = "defense_parameters", value = "all its parameters, as JSON") String parameters,
    @Column(value = "number of quantization levels n", presence = OPTIONAL) Integer levels,
    @Column(value = "steepness of the quantization's sigmoids", presence = OPTIONAL) Double z) {}
