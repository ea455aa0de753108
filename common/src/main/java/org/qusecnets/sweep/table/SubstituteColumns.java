package org.qusecnets.sweep.table;

/**
 * What a model is a substitute of, and how good a one.
 *
 * @param targetModelId the model that it stands for
 * @param options JSON
 * @param queries labels that its training asked from the target
 * @param agreement share of the test images that both classify alike
 */
public record SubstituteColumns(
    @Column("the model that it is a substitute of") String targetModelId,
    @Column(name = "substitute", value = "how a substitute is trained, as JSON") String options,
    @Column("labels that a substitute's training asked from its target") Long queries,
    @Columns(
            names = {"agreement", "agreement_low", "agreement_high"},
            says = "share of the test images that a substitute classifies like its target")
        IntervalColumns agreement) {}
