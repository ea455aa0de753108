package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

/**
 * A row of {@code certified}: what one certificate proves of one model at one epsilon, counted over
 * its images.
 */
public record CertifiedRow(
    @Column("version of this table's schema") int schemaVersion,
    @Column("id of this row: hash of the model, the certificate, the number of images and epsilon")
        String certifiedCellId,
    @Column("the model, as in models") String modelId,
    @Column("dataset") String dataset,
    @Column("number of training images") int trainImages,
    @Column("name of the network") String network,
    @Columns DefenseColumns defense,
    @Column("certificate, such as crown") String certificate,
    @Column("all its parameters, as JSON") String certificateParameters,
    @Column(
            "what is certified: model, or smoothed-model where it is the one that says what this one says most often under noise")
        String certifies,
    @Column("norm of the perturbation: linf or l2") String norm,
    @Column("bound of the perturbation in this norm") double epsilon,
    @Column("seed of the sweep") long seed,
    @Column(
            "complete, failed, out-of-memory, timed-out, crashed, benchmark, or not-applicable where the certificate says nothing of such models")
        String status,
    @Column(
            value = "why it is not complete; what was measured is then missing",
            presence = OPTIONAL)
        String failure,
    @Column(
            value = "SHA-256 of the stack trace that tells, in the result folder's work/traces",
            presence = OPTIONAL)
        String failureTrace,
    @Column("number of test images") long images,
    @Columns(
            names = {
              "certified_correct",
              "certified_accuracy",
              "certified_accuracy_low",
              "certified_accuracy_high"
            },
            says = "images that are certified: no perturbation within epsilon changes their class",
            presence = OPTIONAL)
        Share certified,
    @Columns(
            names = {"broken", "broken_share", "broken_share_low", "broken_share_high"},
            says =
                "images of which the certificate found one within epsilon that is classified otherwise",
            presence = OPTIONAL)
        Share broken,
    @Columns(
            names = {
              "misclassified",
              "misclassified_share",
              "misclassified_share_low",
              "misclassified_share_high"
            },
            says = "images that are wrong without a perturbation",
            presence = OPTIONAL)
        Share misclassified,
    @Columns(
            names = {"unknown", "unknown_share", "unknown_share_low", "unknown_share_high"},
            says = "images of which neither is known",
            presence = OPTIONAL)
        Share unknown,
    @Column(
            value =
                "images that are certified and that an attack broke within epsilon: a fault of the program, never to be above 0",
            presence = OPTIONAL)
        Long contradicted,
    @Column(
            value = "mean number of undecided values, over the images whose box was bounded",
            presence = OPTIONAL)
        Double meanUndecidedValues,
    @Column(value = "mean number of unstable rectifiers, likewise", presence = OPTIONAL)
        Double meanUnstableRectifiers,
    @Column(
            value = "wall time of all images together",
            presence = OPTIONAL,
            repeatability = OF_THE_RUN)
        Double seconds) {
  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("certified", 2, CertifiedRow.class);

  /** What {@code status} says where the certificate has nothing to say of the model. */
  public static final String NOT_APPLICABLE = "not-applicable";

  /** What {@code certifies} says of the model itself. */
  public static final String MODEL = "model";

  /** What {@code certifies} says of another one that is made of it. */
  public static final String SMOOTHED_MODEL = "smoothed-model";
}
