package org.qusecnets.sweep.table;

/**
 * A cell's attack.
 *
 * @param type its name in a configuration
 * @param parameters JSON
 * @param target name of the class that it is to reach
 * @param access name of what it asks of the model
 */
public record AttackColumns(
    @Column(name = "attack", value = "attack, such as fgsm") String type,
    @Column(name = "attack_parameters", value = "all its parameters, as JSON") String parameters,
    @Column("class that the attack is to reach, such as least-likely; none if any other will do")
        String target,
    @Column("what the attack asks of the model that it sees: gradients, probabilities or labels")
        String access) {}
