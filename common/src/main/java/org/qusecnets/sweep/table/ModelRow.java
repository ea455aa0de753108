package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

/** A row of {@code models}: one trained model and how it came about. */
public record ModelRow(
    @Column("version of this table's schema") int schemaVersion,
    @Column("the model: a hash of its content") String modelId,
    @Column("dataset") String dataset,
    @Column("SHA-256 of each of its files, as JSON") String datasetSha256,
    @Column("number of training images; of a substitute test images that nothing else uses")
        int trainImages,
    @Columns ImageColumns images,
    @Column("name of the network") String network,
    @Columns DefenseColumns defense,
    @Column("network, training and all that the defense changes, as JSON") String recipe,
    @Column("seed of the sweep") long seed,
    @Column("seed of the initial weights, derived from it") long weightSeed,
    @Column("seed of the images' order, derived from it") long shuffleSeed,
    @Column("number of trained values and thresholds") long parameters,
    @Column(
            "mean loss over all that was trained on, by epoch; with distillation the teacher's first")
        double[] trainingLoss,
    @Column("accuracy on the same while training, by epoch") double[] trainingAccuracy,
    @Columns(presence = OPTIONAL) SubstituteColumns substitute,
    @Column("it draws random numbers, so that one image may get several answers") boolean random,
    @Column(
            value =
                "its outputs for clean images are all between 0 and 1 and sum to 1, as probabilities do, where attacks expect logits; null in tables of older versions",
            presence = OPTIONAL)
        Boolean probabilities,
    @Column("number of test images") long cleanImages,
    @Columns(
            names = {
              "clean_correct",
              "clean_accuracy",
              "clean_accuracy_low",
              "clean_accuracy_high"
            },
            says = "test images that are classified correctly")
        Share clean,
    @Column(value = "thresholds of one cell of the quantization layer", presence = OPTIONAL)
        Integer thresholdsPerCell,
    @Column(
            value = "the learned thresholds: the first of every cell, then the second, ...",
            presence = OPTIONAL)
        float[] thresholds,
    @Column(
            value =
                "threshold of the detector: the largest L1 distance of probabilities that passes",
            presence = OPTIONAL)
        Double detectionThreshold,
    @Column("file of the model, in the result folder") String file,
    @Column("its SHA-256") String sha256,
    @Columns OriginColumns origin,
    @Column(value = "wall time of training, by epoch", repeatability = OF_THE_RUN)
        double[] epochSeconds) {

  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("models", 7, ModelRow.class);
}
