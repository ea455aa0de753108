package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

/**
 * A row of {@code cells}: one model under one attack at one epsilon, computed from {@code
 * examples}.
 */
public record CellRow(
    @Column("version of this table's schema") int schemaVersion,
    @Column("the cell: a hash of its content") String cellId,
    @Column("the model, as in models") String modelId,
    @Column("data set") String dataset,
    @Column("number of training images") int trainImages,
    @Column("defense, such as cq") String defense,
    @Column("all its parameters, as JSON") String defenseParameters,
    @Column(value = "number of quantization levels n", presence = OPTIONAL) Integer levels,
    @Column(value = "steepness of the quantization's sigmoids", presence = OPTIONAL) Double z,
    @Column("attack, such as fgsm") String attack,
    @Column("all its parameters, as JSON") String attackParameters,
    @Column("class that the attack is to reach, such as least-likely; none if any other will do")
        String target,
    @Column("what the attack asks of the model that it sees: gradients, probabilities or labels")
        String access,
    @Column("what the attacker knows: white-box, transfer or black-box") String threatModel,
    @Column("the model that the attack sees, as in models: white-box the one attacked")
        String sourceModelId,
    @Column("how gradients were asked to go through the defense: exact or straight-through")
        String gradient,
    @Column(
            value =
                "how they went through each part of the defense, as JSON; null where the attack sees none of it",
            presence = OPTIONAL)
        String gradientThrough,
    @Column(
            value =
                "draws that the attack's gradients and predictions are means of, of a defense that draws random numbers",
            presence = OPTIONAL)
        Integer defenseDraws,
    @Column("what becomes of clean images that are classified wrongly: skip or attack")
        String misclassified,
    @Column("what an untargeted attack leads away from: true or predicted labels") String labels,
    @Column("how epsilon measures perturbations: linf, l2, or l0 (share of values)") String norm,
    @Column("bound of the perturbation in this norm, pixels in [0, 1]") double epsilon,
    @Column(
            value =
                "smaller epsilons whose successes count here and are not attacked again, as JSON",
            presence = OPTIONAL)
        String carriedFrom,
    @Column("seed of the sweep") long seed,
    @Column("complete, failed, out-of-memory, timed-out, crashed or dry-run") String status,
    @Column(
            value = "why it is not complete; what was measured is then missing",
            presence = OPTIONAL)
        String failure,
    @Column(
            value = "SHA-256 of the stack trace that tells, in the result folder's work/traces",
            presence = OPTIONAL)
        String failureTrace,
    @Column("number of test images") long images,
    @Column(value = "clean images that are classified correctly", presence = OPTIONAL)
        Long cleanCorrect,
    @Column(value = "their share", presence = OPTIONAL) Double cleanAccuracy,
    @Column(value = "lower bound of its 95 % Wilson interval", presence = OPTIONAL)
        Double cleanAccuracyLow,
    @Column(value = "upper bound", presence = OPTIONAL) Double cleanAccuracyHigh,
    @Column(
            value = "adversarial images in float32 that are classified correctly",
            presence = OPTIONAL)
        Long adversarialCorrect,
    @Column(value = "their share", presence = OPTIONAL) Double adversarialAccuracy,
    @Column(value = "lower bound of its 95 % Wilson interval", presence = OPTIONAL)
        Double adversarialAccuracyLow,
    @Column(value = "upper bound", presence = OPTIONAL) Double adversarialAccuracyHigh,
    @Column(
            value = "adversarial images rounded to 8 bits that are classified correctly",
            presence = OPTIONAL)
        Long roundedCorrect,
    @Column(value = "their share", presence = OPTIONAL) Double roundedAccuracy,
    @Column(value = "lower bound of its 95 % Wilson interval", presence = OPTIONAL)
        Double roundedAccuracyLow,
    @Column(value = "upper bound", presence = OPTIONAL) Double roundedAccuracyHigh,
    @Column(
            value =
                "images that were attacked: not of the target class, and classified correctly if misclassified is skip",
            presence = OPTIONAL)
        Long attacked,
    @Column(
            value = "of these the attack's successes: classified wrongly, or as the target if any",
            presence = OPTIONAL)
        Long successes,
    @Column(value = "their share of the images attacked", presence = OPTIONAL) Double successRate,
    @Column(value = "lower bound of its 95 % Wilson interval", presence = OPTIONAL)
        Double successRateLow,
    @Column(value = "upper bound", presence = OPTIONAL) Double successRateHigh,
    @Column(value = "successes that were found at a smaller epsilon", presence = OPTIONAL)
        Long carried,
    @Column(
            value = "clean images that the detector takes for adversarial: false positives",
            presence = OPTIONAL)
        Long cleanDetected,
    @Column(value = "their share", presence = OPTIONAL) Double falsePositiveRate,
    @Column(value = "lower bound of its 95 % Wilson interval", presence = OPTIONAL)
        Double falsePositiveRateLow,
    @Column(value = "upper bound", presence = OPTIONAL) Double falsePositiveRateHigh,
    @Column(value = "successes that the detector takes for adversarial", presence = OPTIONAL)
        Long successesDetected,
    @Column(value = "their share of the successes", presence = OPTIONAL) Double detectionRate,
    @Column(value = "lower bound of its 95 % Wilson interval", presence = OPTIONAL)
        Double detectionRateLow,
    @Column(value = "upper bound", presence = OPTIONAL) Double detectionRateHigh,
    @Column(
            value =
                "adversarial images in float32 that are classified correctly or taken for adversarial",
            presence = OPTIONAL)
        Long defendedCorrect,
    @Column(value = "their share", presence = OPTIONAL) Double defendedAccuracy,
    @Column(value = "lower bound of its 95 % Wilson interval", presence = OPTIONAL)
        Double defendedAccuracyLow,
    @Column(value = "upper bound", presence = OPTIONAL) Double defendedAccuracyHigh,
    @Column(value = "mean number of values that the attack changed", presence = OPTIONAL)
        Double meanL0,
    @Column(value = "mean L2 norm of the perturbation", presence = OPTIONAL) Double meanL2,
    @Column(value = "mean of the largest absolute change of a value", presence = OPTIONAL)
        Double meanLinf,
    @Column(value = "mean L0 of the successes", presence = OPTIONAL) Double meanSuccessL0,
    @Column(value = "mean L2 of the successes", presence = OPTIONAL) Double meanSuccessL2,
    @Column(value = "mean L-infinity of the successes", presence = OPTIONAL) Double meanSuccessLinf,
    @Column(
            value =
                "gradients that the attack took of an attacked image for all its epsilons, mean; each of them the mean of defense_draws",
            presence = OPTIONAL)
        Double meanGradients,
    @Column(value = "predictions that it asked for besides, likewise", presence = OPTIONAL)
        Double meanInferences,
    @Column(
            value = "mean share of values that are exactly 0 in the attack's first gradient",
            presence = OPTIONAL)
        Double meanGradientZeroShare,
    @Column(
            value = "images where that gradient is 0 everywhere: an attack that follows it stays",
            presence = OPTIONAL)
        Long gradientZeroImages,
    @Column(value = "images where it has values that are not finite", presence = OPTIONAL)
        Long gradientNonFiniteImages,
    @Column(
            value = "wall time of the attack's units",
            presence = OPTIONAL,
            repeatability = OF_THE_RUN)
        Double attackSeconds) {

  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("cells", 4, CellRow.class);
}
