package org.qusecnets.sweep.certificate;

import java.util.List;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.certificate.bound.NetworkBounds;

/**
 * Interval bound propagation: the box goes through the network layer by layer.
 *
 * @see <a href="https://arxiv.org/abs/1810.12715">Gowal et al. 2018, Section 3</a>
 */
record IntervalPropagation() implements BoxCertificate {
  static final String TYPE = "interval";

  /** A pass of centres and one of radii, in double precision and of one image at a time. */
  private static final int PREDICTIONS = 100;

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Effort effort() {
    return Effort.predictions(PREDICTIONS);
  }

  @Override
  public Proof prove(CertifiedModel model, Box box, int label, double epsilon) {
    NetworkBounds bounds = NetworkBounds.interval(model.network(), List.of(box)).get(0);
    double[] margins = bounds.intervalMargins(label);
    return BoxCertificate.proof(model, bounds, box, margins, label, epsilon);
  }
}
