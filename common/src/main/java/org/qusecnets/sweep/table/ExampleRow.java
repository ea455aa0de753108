package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

import java.io.Serializable;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.evaluation.Example.Pictures;
import org.qusecnets.sweep.evaluation.GradientFacts;

/** A row of {@code examples}: one cell and image. */
public record ExampleRow(
    @Column("version of this table's schema") int schemaVersion,
    @Column("the cell, as in cells") String cellId,
    @Column("number of the image in the dataset's test split, from 0") int imageIndex,
    @Column("true class") int label,
    @Column(value = "class that the attack was to reach", presence = OPTIONAL) Integer target,
    @Column(
            "the image was attacked: not of the target class, and classified correctly if misclassified is skip")
        boolean attacked,
    @Column("the adversarial image was found at a smaller epsilon and not looked for again")
        boolean reused,
    @Column("predicted class of the clean image") int cleanPrediction,
    @Column("its softmax probability") double cleanConfidence,
    @Column("predicted class of the adversarial image in float32") int adversarialPrediction,
    @Column("its softmax probability") double adversarialConfidence,
    @Column(
            "predicted class of the adversarial image rounded to 8 bits (up to half a grey level outside epsilon)")
        int roundedPrediction,
    @Column("its softmax probability") double roundedConfidence,
    @Column(value = "the detector takes the clean image for adversarial", presence = OPTIONAL)
        Boolean cleanDetected,
    @Column(value = "likewise the adversarial image in float32", presence = OPTIONAL)
        Boolean adversarialDetected,
    @Column(value = "likewise the adversarial image rounded to 8 bits", presence = OPTIONAL)
        Boolean roundedDetected,
    @Column("attacked, and the adversarial image is classified wrongly, or as the target if any")
        boolean success,
    @Column("likewise, with the adversarial image rounded to 8 bits") boolean roundedSuccess,
    @Column("number of values that the attack changed") int changedValues,
    @Column("the share of the image's values that they are: L0 of the perturbation") double l0,
    @Column("L1 norm of the perturbation, pixels in [0, 1]") double l1,
    @Column("L2 norm of the perturbation, pixels in [0, 1]") double l2,
    @Column("largest absolute change of a value") double linf,
    @Column(
            value =
                "predictions that had been asked for when the adversarial image was found; null where there is none, and of attacks that do not count them",
            presence = OPTIONAL)
        Integer queries,
    @Column(
            value =
                "the part of the attack that found it, such as apgd/targeted-dlr; null where there is none, of attacks without parts, and where the search among levels found what no part had",
            presence = OPTIONAL)
        String brokenBy,
    @Column(
            value =
                "share of values that are exactly 0 in the first gradient that the attack took, of its own loss on the model that it sees",
            presence = OPTIONAL)
        Double gradientZeroShare,
    @Column(value = "number of its values that are not finite", presence = OPTIONAL)
        Integer gradientNonFinite,
    @Column(value = "its L2 norm", presence = OPTIONAL) Double gradientL2,
    @Column(
            value = "the clean image, floats in [0, 1] channel by channel, for the first images",
            presence = OPTIONAL)
        float[] cleanPixels,
    @Column(value = "likewise the adversarial image", presence = OPTIONAL)
        float[] adversarialPixels,
    @Column(
            value = "the clean image behind all that the defense puts before the network",
            presence = OPTIONAL)
        float[] networkInputClean,
    @Column(value = "likewise the adversarial image", presence = OPTIONAL)
        float[] networkInputAdversarial,
    @Column(
            "gradients that the attack took of this image for all its epsilons, the mean of its unit; each the mean of the draws of a random defense")
        double attackGradients,
    @Column("predictions that it asked for besides, likewise") double attackInferences,
    @Column(
            value = "wall time for this image and epsilon, an equal share of its unit's",
            repeatability = OF_THE_RUN)
        double attackSeconds)
    implements Serializable {

  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("examples", 5, ExampleRow.class);

  /** The size of the perturbation in a norm. */
  public double distance(Norm norm) {
    return switch (norm) {
      case LINF -> linf;
      case L2 -> l2;
      case L1 -> l1;
      case L0 -> l0;
    };
  }

  /** The row of an example. */
  public static ExampleRow of(String cellId, Example example) {
    return new ExampleRow(
        SCHEMA.version(),
        cellId,
        example.image(),
        example.label(),
        example.target().orElse(null),
        example.attacked(),
        example.reused(),
        example.clean().label(),
        example.clean().confidence(),
        example.adversarial().label(),
        example.adversarial().confidence(),
        example.rounded().label(),
        example.rounded().confidence(),
        example.clean().detected().orElse(null),
        example.adversarial().detected().orElse(null),
        example.rounded().detected().orElse(null),
        example.success(),
        example.roundedSuccess(),
        example.perturbation().changedValues(),
        example.perturbation().l0(),
        example.perturbation().l1(),
        example.perturbation().l2(),
        example.perturbation().linf(),
        example.queries().orElse(null),
        example.foundBy().orElse(null),
        example.gradient().map(GradientFacts::zeroShare).orElse(null),
        example.gradient().map(GradientFacts::nonFinite).orElse(null),
        example.gradient().map(GradientFacts::l2).orElse(null),
        example.pictures().map(Pictures::clean).orElse(null),
        example.pictures().map(Pictures::adversarial).orElse(null),
        example.pictures().map(Pictures::networkInputClean).orElse(null),
        example.pictures().map(Pictures::networkInputAdversarial).orElse(null),
        example.effort().gradients(),
        example.effort().inferences(),
        example.effort().seconds());
  }
}
