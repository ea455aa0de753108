package org.qusecnets.sweep.certificate;

import java.util.List;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.certificate.bound.NetworkBounds;
import org.qusecnets.sweep.network.affine.AffineNetwork;

/**
 * Interval bound propagation: the box goes through the network layer by layer.
 *
 * @see <a href="https://arxiv.org/abs/1810.12715">Gowal et al. 2018, Section 3</a>
 */
record IntervalPropagation() implements BoxCertificate {
  static final String TYPE = "interval";

  /** A pass of centres and one of radii, in double precision. */
  private static final int PREDICTIONS = 10;

  private static final int TOGETHER = 32;

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Effort effort() {
    return Effort.predictions(PREDICTIONS);
  }

  @Override
  public int together() {
    return TOGETHER;
  }

  @Override
  public List<NetworkBounds> bounds(AffineNetwork network, List<Box> boxes) {
    return NetworkBounds.interval(network, boxes);
  }

  @Override
  public double[] margins(NetworkBounds bounds, int label) {
    return bounds.intervalMargins(label);
  }
}
