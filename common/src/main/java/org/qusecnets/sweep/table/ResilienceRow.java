package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;

/** A row of {@code resilience}: one model under random noise of one kind and strength. */
public record ResilienceRow(
    @Column("version of this table's schema") int schemaVersion,
    @Column("the model, as in models") String modelId,
    @Column("dataset") String dataset,
    @Column("SHA-256 of the dataset's files, as JSON") String datasetSha256,
    @Column("number of training images") int trainImages,
    @Column("name of the network") String network,
    @Columns DefenseColumns defense,
    @Column("seed of the sweep; the noise is the same for all models of one seed") long seed,
    @Column("kind of noise: uniform, gaussian or salt-and-pepper") String noise,
    @Column(
            "its strength: largest change, standard deviation, or share of values that turn 0 or 1; 0 is clean")
        double strength,
    @Column("number of test images") long images,
    @Column("how often each got noise") int draws,
    @Columns(
            names = {"correct", "accuracy", "accuracy_low", "accuracy_high"},
            says = {
              "of images times draws those that are classified correctly",
              "their share",
              "lower bound of its 95 % Wilson interval, as wide as for one draw of each image"
            })
        Share correct,
    @Column("accuracy by the fit that does not increase with the strength") double fittedAccuracy,
    @Column("root mean square of the values' changes, after clipping to [0, 1]") double rmsChange,
    @Column("loss of accuracy against clean images that is tolerated") double toleratedLoss,
    @Columns(
            names = {
              "maximum_tolerable_noise",
              "maximum_tolerable_noise_low",
              "maximum_tolerable_noise_high"
            },
            says = {
              "strongest noise of this kind that is tolerated; missing where that is more than the strongest injected",
              "lower bound of its 95 % interval over images; missing likewise",
              "upper bound; missing likewise"
            },
            presence = OPTIONAL)
        IntervalColumns maximumTolerableNoise,
    @Column("root mean square of the values' changes there, or at the strongest injected")
        double tolerableRmsChange,
    @Column("SHA-256 of the model's file") String modelSha256,
    @Column("version of this program") String version,
    @Column("native build that did the arithmetic, such as linux-x86_64-onednn")
        String nativeBuild) {

  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("resilience", 2, ResilienceRow.class);
}
