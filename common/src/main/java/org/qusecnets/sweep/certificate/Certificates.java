package org.qusecnets.sweep.certificate;

import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;
import org.qusecnets.sweep.options.Registry;

/** The certificates that can be named: those here and those of {@link CertificatePlugin}s. */
public final class Certificates {
  private static final Registry<Certificate> REGISTRY =
      new Registry<>(
          Certificate.class,
          CertificatePlugin.class,
          Certificate::type,
          Map.of(
              IntervalPropagation.TYPE,
              Declaration.of(IntervalPropagation.class)
                  .described(
                      "Interval bound propagation: the box of all inputs, layer by layer.",
                      "Gowal et al. 2018, Section 3"),
              Crown.TYPE,
              Declaration.of(Crown.class)
                  .described(
                      "CROWN: linear bounds taken back to the image, with the usual slopes.",
                      "Zhang et al. 2018, Section 3"),
              AlphaCrown.TYPE,
              Declaration.of(AlphaCrown.class)
                  .described(
                      "CROWN with the slopes that prove most, for each class its own.",
                      "Xu et al. 2021, Section 3.1"),
              BranchAndBound.TYPE,
              Declaration.of(BranchAndBound.class)
                  .described(
                      "CROWN on parts of the box, split at the input or rectifier that matters most.",
                      "Bunel et al. 2020, Sections 3 and 4; Wang et al. 2021, Section 3"),
              Smoothing.TYPE,
              Declaration.of(Smoothing.class)
                  .described(
                      "Randomized smoothing: what the model says most often under noise, in L2;"
                          + " certifies the smoothed model.",
                      "Cohen, Rosenfeld, Kolter 2019, Algorithm 1")));

  private Certificates() {}

  /** The names, in alphabetical order. */
  public static Set<String> types() {
    return REGISTRY.types();
  }

  /**
   * The options of the certificate of this name.
   *
   * @throws InvalidOption if there is no such certificate
   */
  public static Declaration<?> declaration(String type) {
    return REGISTRY.declaration(type);
  }

  /**
   * The certificate of this name with these parameters.
   *
   * @throws InvalidOption if there is no such certificate or a parameter is wrong
   */
  public static Certificate read(String type, Options options) {
    return reading(type, options).orThrow();
  }

  /** What comes of these parameters: the certificate, or all that is wrong with them. */
  public static Reading<Certificate> reading(String type, Options options) {
    return REGISTRY.reading(type, options);
  }
}
