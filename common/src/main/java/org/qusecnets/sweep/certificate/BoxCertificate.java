package org.qusecnets.sweep.certificate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.certificate.bound.NetworkBounds;
import org.qusecnets.sweep.network.affine.AffineNetwork;

/** A certificate that bounds each box by itself, one epsilon after another. */
interface BoxCertificate extends BallCertificate {
  /**
   * Bounds of hidden layers for some boxes, as many as are given {@link #together} at most.
   *
   * @param boxes of what the network takes
   */
  List<NetworkBounds> bounds(AffineNetwork network, List<Box> boxes);

  /** Lower bounds of how far the label is ahead of each class. */
  double[] margins(NetworkBounds bounds, int label);

  @Override
  default List<Proof> prove(
      CertifiedModel model, float[] image, int label, long seed, List<Double> epsilons) {
    return prove(model, List.of(new Subject(image, label, seed)), epsilons).get(0);
  }

  /**
   * What is not proven at one epsilon is not at larger ones, whose boxes hold the smaller one: they
   * are not tried.
   */
  @Override
  default List<List<Proof>> prove(
      CertifiedModel model, List<Subject> subjects, List<Double> epsilons) {
    Certificate.checkAscending(epsilons);
    List<List<Proof>> proofs = new ArrayList<>();
    for (int from = 0; from < subjects.size(); from += together()) {
      int to = Math.min(subjects.size(), from + together());
      proofs.addAll(proveTogether(model, subjects.subList(from, to), epsilons));
    }
    return proofs;
  }

  private List<List<Proof>> proveTogether(
      CertifiedModel model, List<Subject> subjects, List<Double> epsilons) {
    boolean[] holds = model.areCorrect(subjects);
    List<List<Proof>> proofs = new ArrayList<>();
    Status[] failures = new Status[holds.length];
    for (int i = 0; i < holds.length; i++) {
      proofs.add(new ArrayList<>());
      failures[i] = Status.MISCLASSIFIED;
    }
    for (double epsilon : epsilons) {
      List<Subject> tried = new ArrayList<>();
      for (int i = 0; i < holds.length; i++) {
        if (holds[i]) {
          tried.add(subjects.get(i));
        }
      }
      Iterator<Proof> found = proofs(model, tried, epsilon).iterator();
      for (int i = 0; i < holds.length; i++) {
        Proof proof = holds[i] ? found.next() : Proof.without(epsilon, failures[i]);
        proofs.get(i).add(proof);
        holds[i] = proof.status() == Status.CERTIFIED;
        failures[i] = proof.status();
      }
    }
    return proofs;
  }

  private List<Proof> proofs(CertifiedModel model, List<Subject> subjects, double epsilon) {
    if (subjects.isEmpty()) {
      return List.of();
    }
    List<Box> boxes = model.boxes(subjects.stream().map(Subject::image).toList(), epsilon);
    List<NetworkBounds> bounds = bounds(model.network(), boxes);
    List<Proof> proofs = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      proofs.add(proof(model, boxes.get(i), bounds.get(i), subjects.get(i).label(), epsilon));
    }
    return proofs;
  }

  private Proof proof(
      CertifiedModel model, Box box, NetworkBounds bounds, int label, double epsilon) {
    double[] margins = margins(bounds, label);
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
}
