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
    @Column("dataset") String dataset,
    @Column("number of training images") int trainImages,
    @Column("name of the network") String network,
    @Columns DefenseColumns defense,
    @Columns AttackColumns attack,
    @Columns ThreatColumns threat,
    @Column("how epsilon measures perturbations: linf, l2, l1, or l0 (share of values)")
        String norm,
    @Column(
            "bound of the perturbation in this norm: pixels in [0, 1], or for l0 a share of an image's values")
        double epsilon,
    @Column(
            value =
                "smaller epsilons whose successes count here and are not attacked again, as JSON",
            presence = OPTIONAL)
        String reusedFrom,
    @Column("seed of the sweep") long seed,
    @Columns OutcomeColumns outcome,
    @Column("number of test images") long images,
    @Columns(
            names = {
              "clean_correct",
              "clean_accuracy",
              "clean_accuracy_low",
              "clean_accuracy_high"
            },
            says = "clean images that are classified correctly",
            presence = OPTIONAL)
        Share clean,
    @Columns(
            names = {
              "adversarial_correct",
              "adversarial_accuracy",
              "adversarial_accuracy_low",
              "adversarial_accuracy_high"
            },
            says = "adversarial images in float32 that are classified correctly",
            presence = OPTIONAL)
        Share adversarial,
    @Columns(
            names = {
              "rounded_correct",
              "rounded_accuracy",
              "rounded_accuracy_low",
              "rounded_accuracy_high"
            },
            says = "adversarial images rounded to 8 bits that are classified correctly",
            presence = OPTIONAL)
        Share rounded,
    @Column(
            value =
                "images that were attacked: not of the target class, and classified correctly if misclassified is skip",
            presence = OPTIONAL)
        Long attacked,
    @Columns(
            names = {"successes", "success_rate", "success_rate_low", "success_rate_high"},
            says = {
              "of these the attack's successes: classified wrongly, or as the target if any",
              "their share of the images attacked"
            },
            presence = OPTIONAL)
        Share success,
    @Column(value = "successes that were found at a smaller epsilon", presence = OPTIONAL)
        Long reused,
    @Columns(
            names = {
              "clean_detected",
              "false_positive_rate",
              "false_positive_rate_low",
              "false_positive_rate_high"
            },
            says = "clean images that the detector takes for adversarial: false positives",
            presence = OPTIONAL)
        Share falsePositives,
    @Columns(
            names = {
              "successes_detected",
              "detection_rate",
              "detection_rate_low",
              "detection_rate_high"
            },
            says = {
              "successes that the detector takes for adversarial",
              "their share of the successes"
            },
            presence = OPTIONAL)
        Share detected,
    @Columns(
            names = {
              "defended_correct",
              "defended_accuracy",
              "defended_accuracy_low",
              "defended_accuracy_high"
            },
            says =
                "adversarial images in float32 that are classified correctly or taken for adversarial",
            presence = OPTIONAL)
        Share defended,
    @Columns(
            names = {"mean_changed_values", "mean_l0", "mean_l1", "mean_l2", "mean_linf"},
            presence = OPTIONAL)
        NormColumns perturbation,
    @Columns(
            names = {
              "mean_success_changed_values",
              "mean_success_l0",
              "mean_success_l1",
              "mean_success_l2",
              "mean_success_linf"
            },
            says = {
              "mean number of values that changed in the successes",
              "mean L0 of the successes",
              "mean L1 of the successes",
              "mean L2 of the successes",
              "mean L-infinity of the successes"
            },
            presence = OPTIONAL)
        NormColumns successPerturbation,
    @Columns(presence = OPTIONAL) EffortColumns effort,
    @Columns(presence = OPTIONAL) GradientColumns gradients,
    @Column(
            value = "wall time of the attack's units",
            presence = OPTIONAL,
            repeatability = OF_THE_RUN)
        Double attackSeconds) {

  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("cells", 7, CellRow.class);
}
