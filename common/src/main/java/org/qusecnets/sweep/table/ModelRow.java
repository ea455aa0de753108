package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

/** A row of {@code models}: one trained model and how it came about. */
public record ModelRow(
    @Column("version of this table's schema") int schemaVersion,
    @Column("the model: a hash of its content") String modelId,
    @Column("data set") String dataset,
    @Column("SHA-256 of each of its files, as JSON") String datasetSha256,
    @Column("number of training images; of a substitute test images that nothing else uses")
        int trainImages,
    @Column("defense, such as cq") String defense,
    @Column("all its parameters, as JSON") String defenseParameters,
    @Column(value = "number of quantization levels n", presence = OPTIONAL) Integer levels,
    @Column(value = "steepness of the quantization's sigmoids", presence = OPTIONAL) Double z,
    @Column("network, training and all that the defense changes, as JSON") String recipe,
    @Column("seed of the sweep") long seed,
    @Column("seed of the initial weights, derived from it") long weightSeed,
    @Column("seed of the images' order, derived from it") long shuffleSeed,
    @Column("number of trained values and thresholds") long parameters,
    @Column("mean cost of all that was trained on, by epoch; with distillation the teacher's first")
        double[] trainingCost,
    @Column("accuracy on the same while training, by epoch") double[] trainingAccuracy,
    @Column(value = "the model that it is a substitute of", presence = OPTIONAL)
        String targetModelId,
    @Column(value = "how a substitute is trained, as JSON", presence = OPTIONAL) String substitute,
    @Column(
            value = "labels that a substitute's training asked from its target",
            presence = OPTIONAL)
        Long queries,
    @Column(
            value = "share of the test images that a substitute classifies like its target",
            presence = OPTIONAL)
        Double agreement,
    @Column(value = "lower bound of its 95 % Wilson interval", presence = OPTIONAL)
        Double agreementLow,
    @Column(value = "upper bound", presence = OPTIONAL) Double agreementHigh,
    @Column("number of test images") long cleanImages,
    @Column("test images that are classified correctly") long cleanCorrect,
    @Column("their share") double cleanAccuracy,
    @Column("lower bound of its 95 % Wilson interval") double cleanAccuracyLow,
    @Column("upper bound") double cleanAccuracyHigh,
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
    @Column("version of this program") String version,
    @Column("versions of the libraries that trained it, as JSON") String libraries,
    @Column("native build that did the arithmetic, such as linux-x86_64-onednn") String nativeBuild,
    @Column("native threads a task") int threads,
    @Column(value = "Java virtual machine", repeatability = OF_THE_RUN) String jvm,
    @Column(value = "operating system and processor", repeatability = OF_THE_RUN) String machine,
    @Column(value = "wall time of training, by epoch", repeatability = OF_THE_RUN)
        double[] epochSeconds) {

  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("models", 3, ModelRow.class);
}
