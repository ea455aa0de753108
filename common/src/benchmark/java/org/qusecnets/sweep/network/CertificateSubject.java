package org.qusecnets.sweep.network;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.certificate.CertifiedModel;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.certificate.bound.NetworkBounds;

/** What certificates are timed on: the network and the images of {@link AttackSubject}. */
public final class CertificateSubject implements AutoCloseable {
  private final CertifiedModel model;
  private final AttackBatch batch;

  private CertificateSubject(CertifiedModel model, AttackBatch batch) {
    this.model = model;
    this.batch = batch;
  }

  /** What {@link AttackSubject#write} left. */
  public static CertificateSubject read(Path directory) throws IOException {
    try (AttackSubject subject = AttackSubject.read(directory)) {
      return new CertificateSubject(subject.certifiedModel(), subject.batch(false));
    }
  }

  /**
   * Bounds the images, and says what that took: of each epsilon the median of some runs, after one
   * to warm up.
   */
  public List<CertificateOutcome> outcomes(BenchmarkedCertificate certificate, int runs) {
    List<CertificateOutcome> outcomes = new ArrayList<>();
    for (double epsilon : BenchmarkedCertificate.EPSILONS) {
      run(certificate, epsilon);
      double[] seconds = new double[runs];
      CertificateOutcome last = null;
      for (int run = 0; run < runs; run++) {
        last = run(certificate, epsilon);
        seconds[run] = last.processorSeconds();
      }
      Arrays.sort(seconds);
      outcomes.add(
          new CertificateOutcome(epsilon, seconds[runs / 2], last.certified(), last.leastMargin()));
    }
    return outcomes;
  }

  private CertificateOutcome run(BenchmarkedCertificate certificate, double epsilon) {
    int images = certificate.images();
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      int size = batch.pixels().length / batch.labels().length;
      boxes.add(model.box(Arrays.copyOfRange(batch.pixels(), i * size, (i + 1) * size), epsilon));
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    int certified = 0;
    double margins = 0;
    for (int from = 0; from < images; from += certificate.together()) {
      int to = Math.min(images, from + certificate.together());
      List<NetworkBounds> bounds = certificate.bounds(model.network(), boxes.subList(from, to));
      for (int i = from; i < to; i++) {
        int label = batch.labels()[i];
        double[] above = certificate.margins(bounds.get(i - from), label);
        certified += NetworkBounds.isProven(above, label) ? 1 : 0;
        above[label] = Double.POSITIVE_INFINITY;
        margins += Arrays.stream(above).min().orElseThrow();
      }
    }
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    return new CertificateOutcome(
        epsilon, seconds / images, certified / (double) images, margins / images);
  }

  @Override
  public void close() {
    model.close();
  }
}
