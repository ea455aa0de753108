package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.qusecnets.sweep.network.BenchmarkedCertificate;
import org.qusecnets.sweep.options.Options;

/**
 * The same certificates in auto_LiRPA, timed by {@code certificate_reference.py} on the same
 * network and images.
 */
final class CertificateReference {
  private final PythonScript script;

  CertificateReference(String python, Settings settings) {
    script =
        new PythonScript(
            python,
            "-Dattack.python",
            settings.attackReference().resolveSibling("certificate_reference.py"),
            settings.directory().resolve("certificate-reference.log"));
  }

  /**
   * What the library does.
   *
   * @param subject the folder with the network and the images
   */
  JsonNode measure(BenchmarkedCertificate certificate, Path subject) {
    return script.run(
        List.of(
            "--certificate",
            Options.nameOf(certificate),
            "--subject",
            subject.toString(),
            "--images",
            String.valueOf(certificate.images())));
  }
}
