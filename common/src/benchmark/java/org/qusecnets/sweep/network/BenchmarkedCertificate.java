package org.qusecnets.sweep.network;

import java.util.List;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.certificate.bound.NetworkBounds;
import org.qusecnets.sweep.network.affine.AffineNetwork;

/** Certificates that auto_LiRPA has too; {@code certificate_reference.py} has the same settings. */
public enum BenchmarkedCertificate {
  /** Interval bound propagation of many images together. */
  INTERVAL(100, 32),
  /** CROWN, image by image; where the usual slopes prove nothing ours tries three others. */
  CROWN(5, 1);

  /** From where some images are certified of the benchmark's network to where none is. */
  static final List<Double> EPSILONS = List.of(0.02, 0.05, 0.1);

  private final int images;
  private final int together;

  BenchmarkedCertificate(int images, int together) {
    this.images = images;
    this.together = together;
  }

  /** Number of images, from the first on. */
  public int images() {
    return images;
  }

  /** How many a sweep bounds together. */
  int together() {
    return together;
  }

  List<NetworkBounds> bounds(AffineNetwork network, List<Box> boxes) {
    return this == INTERVAL
        ? NetworkBounds.interval(network, boxes)
        : NetworkBounds.linear(network, boxes);
  }

  double[] margins(NetworkBounds bounds, int label) {
    return this == INTERVAL ? bounds.intervalMargins(label) : bounds.linearMargins(label);
  }
}
