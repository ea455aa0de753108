package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;

/**
 * What the attacker of a cell knows and does.
 *
 * @param model name of the threat model
 * @param sourceModelId the model that the attack sees
 * @param gradient how gradients go through the defense, exact wherever another way is the same
 * @param gradientThrough JSON; null where the attack sees no defense
 * @param adaptation how the attack was adapted to the defense
 * @param eotSamples null where the defense draws no random numbers or the attack does not see it
 * @param scoringDraws null where the model draws no random numbers
 * @param misclassified name of what becomes of images that are classified wrongly
 * @param labels name of the labels that an attack leads away from
 */
public record ThreatColumns(
    @Column(
            name = "threat_model",
            value = "what the attacker knows: white-box, query, transfer or black-box")
        String model,
    @Column("the model that the attack sees, as in models: white-box or query the one attacked")
        String sourceModelId,
    @Column(
            "how gradients go through the defense: exact, straight-through, smoothed (with its z unless that is 10), box, outputs, or adapted beside a detector; exact wherever the way that was asked for is the same")
        String gradient,
    @Column(
            value =
                "how they went through each part of the defense, as JSON; null where the attack sees none of it",
            presence = OPTIONAL)
        String gradientThrough,
    @Column(
            "how the attack was adapted to the defense, such as straight-through; not-adapted where it was not")
        String adaptation,
    @Column(
            value =
                "draws that the attack's gradients and predictions are means of, of a defense that draws random numbers",
            presence = OPTIONAL)
        Integer eotSamples,
    @Column(
            value =
                "fresh draws by whose majority images are scored, of a model that draws random numbers",
            presence = OPTIONAL)
        Integer scoringDraws,
    @Column("what becomes of clean images that are classified wrongly: skip or attack")
        String misclassified,
    @Column("what an untargeted attack leads away from: true-label or predicted-label")
        String labels) {}
