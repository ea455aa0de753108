package org.qusecnets.sweep.certificate;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.certificate.bound.NetworkBounds;

/** A certificate that bounds each box by itself, one epsilon after another. */
interface BoxCertificate extends BallCertificate {
  /**
   * Proves what it can of a box.
   *
   * @param box of what the network takes
   */
  Proof prove(CertifiedModel model, Box box, int label, double epsilon);

  /** What margins above each class say. */
  static Proof proof(
      CertifiedModel model,
      NetworkBounds bounds,
      Box box,
      double[] margins,
      int label,
      double epsilon) {
    double least = Double.POSITIVE_INFINITY;
    for (int other = 0; other < margins.length; other++) {
      least = other == label ? least : Math.min(least, margins[other]);
    }
    return new Proof(
        epsilon,
        NetworkBounds.isProven(margins, label) ? Status.CERTIFIED : Status.UNKNOWN,
        least,
        Double.NaN,
        model.undecided(box),
        bounds.unstableRectifiers());
  }

  /**
   * What is not proven at one epsilon is not at larger ones, whose boxes hold the smaller one: they
   * are not tried.
   */
  @Override
  default List<Proof> prove(
      CertifiedModel model, float[] image, int label, long seed, List<Double> epsilons) {
    Certificate.checkAscending(epsilons);
    List<Proof> proofs = new ArrayList<>();
    Status before = model.prediction(image) == label ? Status.CERTIFIED : Status.MISCLASSIFIED;
    for (double epsilon : epsilons) {
      Proof proof =
          before == Status.CERTIFIED
              ? prove(model, model.box(image, epsilon), label, epsilon)
              : Proof.without(epsilon, before);
      before = proof.status();
      proofs.add(proof);
    }
    return proofs;
  }
}
