package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

import java.io.Serializable;
import java.util.Locale;
import org.qusecnets.sweep.certificate.Proof;
import org.qusecnets.sweep.certificate.Status;

/** A row of {@code certificates}: one model, certificate, epsilon and image. */
public record CertificateRow(
    @Column("version of this table's schema") int schemaVersion,
    @Column("the model, certificate and epsilon, as in certified") String certifiedCellId,
    @Column("number of the image in the dataset's test split, from 0") int imageIndex,
    @Column("true class") int label,
    @Column(
            "certified, broken (the certificate found an image within epsilon that is classified otherwise), misclassified (the clean image is) or unknown")
        String certificateStatus,
    @Column(
            value =
                "a number that the label's logit is ahead by of every other class, whatever the perturbation; null where none was worked out",
            presence = OPTIONAL)
        Double margin,
    @Column(
            value =
                "the largest perturbation that is proven, of certificates that find one; 0 where none is",
            presence = OPTIONAL)
        Double radius,
    @Column(
            value =
                "values that the network takes which can differ by more than rounding; null where no box was bounded",
            presence = OPTIONAL)
        Integer undecidedValues,
    @Column(
            value = "rectifiers that are neither constant nor the identity; null likewise",
            presence = OPTIONAL)
        Integer unstableRectifiers,
    @Column(
            value =
                "wall time for this image, of images that are proven together an equal share; an equal share of it for each epsilon",
            repeatability = OF_THE_RUN)
        double seconds)
    implements Serializable {
  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("certificates", 1, CertificateRow.class);

  /** The row of a proof. */
  public static CertificateRow of(
      String certifiedCellId, int image, int label, Proof proof, double seconds) {
    boolean bounded = !Double.isNaN(proof.margin());
    return new CertificateRow(
        SCHEMA.version(),
        certifiedCellId,
        image,
        label,
        nameOf(proof.status()),
        number(proof.margin()),
        number(proof.radius()),
        bounded ? proof.undecidedValues() : null,
        bounded ? proof.unstableRectifiers() : null,
        seconds);
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static String nameOf(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** What is known. */
  public Status status() {
    return Status.valueOf(certificateStatus.toUpperCase(Locale.ROOT));
  }
}
