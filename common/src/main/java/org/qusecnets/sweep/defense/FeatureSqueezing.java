package org.qusecnets.sweep.defense;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.network.Applied;
import org.qusecnets.sweep.network.DetectorOptions;
import org.qusecnets.sweep.network.InputTransform;
import org.qusecnets.sweep.network.ModelRecipe;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * Feature squeezing as a joint detector: an image is taken for adversarial where the network's
 * probabilities for it differ by too much from those for its squeezed forms. The network itself is
 * the undefended one and sees images as they are; attacks see the network, not the detector.
 *
 * <p>The authors use one bit and a median of 2 x 2 for MNIST; five bits, a median of 2 x 2 and
 * non-local means of 13-3-2 for CIFAR-10. As a step before the network each squeezer is a defense
 * of its own: {@code bit-depth}, {@code median-filter}, {@code non-local-means}.
 *
 * @param bits of the reduced colour depth, from 1 to 8
 * @param medianSize window of the median filter, from 2 to 7
 * @param search window of non-local means
 * @param patch its patches
 * @param strength its strength; 0 leaves it out
 * @param falsePositiveRate share of the training images that are taken for adversarial
 * @see <a href="https://arxiv.org/abs/1704.01155">Xu, Evans, Qi 2018, Section V</a>
 */
record FeatureSqueezing(
    int bits, int medianSize, int search, int patch, double strength, double falsePositiveRate)
    implements Defense {
  static final String TYPE = "feature-squeezing";
  private static final double AUTHORS_RATE = 0.05;

  FeatureSqueezing {
    if (!(strength >= 0 && strength <= 255)) {
      throw new InvalidOption("strength", "must be from 0 to 255", strength);
    }
    new DetectorOptions(squeezers(bits, medianSize, search, patch, strength), falsePositiveRate);
  }

  static FeatureSqueezing read(Options options) {
    return new FeatureSqueezing(
        options.requiredInteger("bits"),
        options.integer("median-size", 2),
        options.integer("search", 13),
        options.integer("patch", 3),
        options.number("strength", 0),
        options.number("false-positive-rate", AUTHORS_RATE));
  }

  private static List<InputTransform> squeezers(
      int bits, int medianSize, int search, int patch, double strength) {
    List<InputTransform> squeezers = new ArrayList<>();
    squeezers.add(new BitDepth(bits, Applied.AT_EVALUATION));
    squeezers.add(new MedianFilter(medianSize, Applied.AT_EVALUATION));
    if (strength > 0) {
      squeezers.add(new NonLocalMeans(search, patch, strength, Applied.AT_EVALUATION));
    }
    return squeezers;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("bits", bits);
    parameters.put("median-size", medianSize);
    parameters.put("search", search);
    parameters.put("patch", patch);
    parameters.put("strength", strength);
    parameters.put("false-positive-rate", falsePositiveRate);
    return parameters;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.with(
        new DetectorOptions(
            squeezers(bits, medianSize, search, patch, strength), falsePositiveRate));
  }
}
