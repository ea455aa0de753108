package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;

/**
 * A row of {@code worst_case}: what all attacks of a sweep together leave of one model in one norm
 * at one epsilon, computed from {@code examples}. An image is broken if the model gets it wrong
 * without an attack, or if any attack made it wrong at this epsilon or a smaller one. Beside it
 * stands what certificates prove of the same images.
 */
public record WorstCaseRow(
    @Column("version of this table's schema") int schemaVersion,
    @Column("the model, as in models") String modelId,
    @Column("dataset") String dataset,
    @Column("number of training images") int trainImages,
    @Column("name of the network") String network,
    @Columns DefenseColumns defense,
    @Column("seed of the sweep") long seed,
    @Column("the attacks' norm: linf, l2, l1 or l0") String norm,
    @Column("bound of the perturbation in this norm, as in cells") double epsilon,
    @Column("what the attackers know, as in cells; any for all of them together")
        String threatModel,
    @Column("number of attacks, each setting one, that were run at this epsilon or a smaller one")
        int attacks,
    @Column("number of their cells") int cells,
    @Column("of these the cells that are not complete: what they would have broken is not known")
        int incompleteCells,
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
              "worst_case_correct",
              "worst_case_accuracy",
              "worst_case_accuracy_low",
              "worst_case_accuracy_high"
            },
            says =
                "images that nothing broke, in float32; where threat_model is any, what certificates found counts, too",
            presence = OPTIONAL)
        Share robust,
    @Columns(
            names = {
              "rounded_worst_case_correct",
              "rounded_worst_case_accuracy",
              "rounded_worst_case_accuracy_low",
              "rounded_worst_case_accuracy_high"
            },
            says =
                "images that nothing broke once rounded to 8 bits, which may take a pixel half a grey level beyond epsilon",
            presence = OPTIONAL)
        Share roundedRobust,
    @Columns(
            names = {
              "defended_worst_case_correct",
              "defended_worst_case_accuracy",
              "defended_worst_case_accuracy_low",
              "defended_worst_case_accuracy_high"
            },
            says = "images that nothing broke without being taken for adversarial by the detector",
            presence = OPTIONAL)
        Share defended,
    @Column(
            value = "the attack that broke most images, of several the first of the configuration",
            presence = OPTIONAL)
        String strongestAttack,
    @Column(
            value = "its cell at this epsilon, or at the largest one below, as in cells",
            presence = OPTIONAL)
        String strongestCellId,
    @Columns(
            names = {
              "strongest_correct",
              "strongest_accuracy",
              "strongest_accuracy_low",
              "strongest_accuracy_high"
            },
            says = "images that it left at this epsilon and the smaller ones",
            presence = OPTIONAL)
        Share strongest,
    @Columns(
            names = {
              "only_strongest",
              "only_strongest_share",
              "only_strongest_share_low",
              "only_strongest_share_high"
            },
            says = "images that it alone broke",
            presence = OPTIONAL)
        Share onlyStrongest,
    @Columns(
            names = {
              "only_without_gradients",
              "only_without_gradients_share",
              "only_without_gradients_share_low",
              "only_without_gradients_share_high"
            },
            says =
                "images broken only by attacks that take no gradients of the model under attack, where attacks that do were run too: a sign of masked gradients",
            presence = OPTIONAL)
        Share onlyWithoutGradients,
    @Column(
            value =
                "median over the images of the distance of the nearest adversarial image that was found at any epsilon, 0 for images that are wrong without an attack; null where half of them or more have none",
            presence = OPTIONAL)
        Double medianDistance,
    @Column(
            "certificates of the model itself that were asked for at this epsilon or a larger one, where threat_model is any; 0 elsewhere")
        int certificates,
    @Columns(
            names = {
              "certified_correct",
              "certified_accuracy",
              "certified_accuracy_low",
              "certified_accuracy_high"
            },
            says =
                "images that any of them certifies at this epsilon or a larger one: true robust accuracy is not below; null without certificates",
            presence = OPTIONAL)
        Share certified,
    @Columns(
            names = {"unknown", "unknown_share", "unknown_share_low", "unknown_share_high"},
            says =
                "images that are neither certified nor broken by an attack or by what a certificate found; null likewise",
            presence = OPTIONAL)
        Share unknown) {

  /** What {@code threat_model} is where it is all of them. */
  public static final String ANY = "any";

  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("worst_case", 3, WorstCaseRow.class);
}
