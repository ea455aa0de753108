package org.qusecnets.sweep.certificate;

import java.util.List;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.certificate.bound.NetworkBounds;
import org.qusecnets.sweep.network.affine.AffineNetwork;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * CROWN with the slopes of lower lines that prove most, for each class its own. Bounds of hidden
 * layers are CROWN's.
 *
 * @see <a href="https://arxiv.org/abs/2011.13824">Xu et al. 2021, Section 3.1</a>
 */
record AlphaCrown(
    @Option(
            says = "Most steps of the search for slopes.",
            otherwise = "20",
            from = 1,
            to = 10_000,
            source = "auto_LiRPA")
        int iterations)
    implements BoxCertificate {
  static final String TYPE = "alpha-crown";

  AlphaCrown {
    Ranges.check(AlphaCrown.class, iterations);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Effort effort() {
    return Effort.linearBounds(1, iterations);
  }

  @Override
  public List<NetworkBounds> bounds(AffineNetwork network, List<Box> boxes) {
    return NetworkBounds.linear(network, boxes);
  }

  @Override
  public double[] margins(NetworkBounds bounds, int label) {
    return bounds.searchedMargins(label, iterations);
  }
}
