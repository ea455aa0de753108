package org.qusecnets.sweep.defense;

import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.DetectorOptions;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Feature squeezing as a joint detector: an image is taken for adversarial where the network's
 * probabilities for it differ by too much from those for its squeezed forms. The network itself is
 * the undefended one and sees images as they are; attacks see the network, not the detector.
 *
 * <p>The authors use one bit and a median of 2 x 2 for MNIST; five bits, a median of 2 x 2 and
 * non-local means of 13-3-2 for CIFAR-10. As a step before the network each squeezer is a defense
 * of its own: {@code bit-depth}, {@code median-filter}, {@code non-local-means}.
 *
 * @param bitDepth reduces the colour depth
 * @param median smoothes
 * @param means non-local means, or null for none
 * @param falsePositiveRate share of the training images that are taken for adversarial
 * @see <a href="https://arxiv.org/abs/1704.01155">Xu, Evans, Qi 2018, Section V</a>
 */
record FeatureSqueezing(
    BitDepth bitDepth, MedianFilter median, NonLocalMeans means, double falsePositiveRate)
    implements Defense {
  static final String TYPE = "feature-squeezing";
  private static final double AUTHORS_RATE = 0.05;

  FeatureSqueezing {
    detector(bitDepth, median, means, falsePositiveRate);
  }

  static FeatureSqueezing read(Options options) {
    double strength = options.number("strength", 0);
    Applied applied = Applied.AT_EVALUATION;
    return new FeatureSqueezing(
        new BitDepth(options.requiredInteger("bits"), applied),
        new MedianFilter(options.integer("size", 2), applied),
        strength == 0
            ? null
            : new NonLocalMeans(
                options.integer("search", 13), options.integer("patch", 3), strength, applied),
        options.number("false-positive-rate", AUTHORS_RATE));
  }

  private static DetectorOptions detector(
      BitDepth bitDepth, MedianFilter median, NonLocalMeans means, double falsePositiveRate) {
    return new DetectorOptions(
        Stream.of(bitDepth, median, means)
            .filter(Objects::nonNull)
            .map(InputTransform.class::cast)
            .toList(),
        falsePositiveRate);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("bits", bitDepth.bits());
    parameters.put("size", median.size());
    parameters.put("strength", means == null ? 0.0 : means.strength());
    if (means != null) {
      parameters.put("search", means.search());
      parameters.put("patch", means.patch());
    }
    parameters.put("false-positive-rate", falsePositiveRate);
    return parameters;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.with(detector(bitDepth, median, means, falsePositiveRate));
  }
}
