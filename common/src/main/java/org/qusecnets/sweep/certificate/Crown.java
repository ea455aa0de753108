package org.qusecnets.sweep.certificate;

import java.util.List;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.certificate.bound.NetworkBounds;
import org.qusecnets.sweep.network.affine.AffineNetwork;

/**
 * CROWN: linear functions of the image that are nowhere above the margins, taken back through lines
 * around each rectifier. Of the last layer the best of the usual slopes counts.
 *
 * @see <a href="https://arxiv.org/abs/1811.00866">Zhang et al. 2018, Section 3</a>
 */
record Crown() implements BoxCertificate {
  static final String TYPE = "crown";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Effort effort() {
    return Effort.linearBounds(1, 0);
  }

  @Override
  public List<NetworkBounds> bounds(AffineNetwork network, List<Box> boxes) {
    return NetworkBounds.linear(network, boxes);
  }

  @Override
  public double[] margins(NetworkBounds bounds, int label) {
    return bounds.linearMargins(label);
  }
}
