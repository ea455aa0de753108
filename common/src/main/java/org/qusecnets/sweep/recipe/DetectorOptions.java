package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.OptionValues;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Ranges;

/**
 * A detector of adversarial images beside a network: it compares the probabilities of an image with
 * those of the image squeezed in several ways, and takes the largest L1 distance; what lies above a
 * threshold is detected. The threshold is the one that a share of the training images lies above.
 *
 * @param squeezers the ways, at least one; none of them draws random numbers or changes an image's
 *     shape
 * @param falsePositiveRate the share, above 0 and below 1
 * @see <a href="https://arxiv.org/abs/1704.01155">Xu, Evans, Qi 2018, Section V</a>
 */
public record DetectorOptions(
    List<InputTransform> squeezers,
    @Option(
            says = "Share of the training images that are taken for adversarial.",
            above = 0,
            below = 1)
        double falsePositiveRate)
    implements Serializable {
  /** Checks the rate. */
  public DetectorOptions {
    squeezers = List.copyOf(squeezers);
    if (squeezers.isEmpty()) {
      throw new IllegalArgumentException("a detector without squeezers");
    }
    if (squeezers.stream().anyMatch(InputTransform::isRandom)) {
      throw new IllegalArgumentException("a detector with a squeezer that draws random numbers");
    }
    Ranges.check(DetectorOptions.class, squeezers, falsePositiveRate);
  }

  /** All parameters by configuration key. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new TreeMap<>(OptionValues.of(this));
    parameters.put(
        "squeezers",
        squeezers.stream().map(one -> Options.typed(one.type(), one.parameters())).toList());
    return parameters;
  }
}
