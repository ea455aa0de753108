package org.qusecnets.sweep.defense;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.InputTransform;

/**
 * Feature squeezing as a joint detector: an image is taken for adversarial where the network's
 * probabilities for it differ by too much from those for its squeezed forms. The network itself is
 * the undefended one and sees images as they are; attacks on the adapted path know the detector.
 *
 * <p>The authors use one bit and a median of 2 x 2 for MNIST; five bits, a median of 2 x 2 and
 * non-local means of 13-3-2 for CIFAR-10. As a step before the network each squeezer is a defense
 * of its own: {@code bit-depth}, {@code median-filter}, {@code non-local-means}.
 *
 * @see <a href="https://arxiv.org/abs/1704.01155">Xu, Evans, Qi 2018, Section V</a>
 */
record FeatureSqueezing(
    @Nested(fixed = "applied = at-evaluation") BitDepth bitDepth,
    @Nested(fixed = "applied = at-evaluation") MedianFilter median,
    @Option(
            says = "The strength of non-local means; 0 for none.",
            otherwise = "0",
            from = 0,
            to = 255,
            rule = "must be above 0 and at most 255, or 0 for none")
        double strength,
    @Option(
            says = "Rows and columns of the window of non-local means.",
            otherwise = "13",
            from = 3,
            to = 35,
            odd = true,
            where = "strength != 0",
            absent = "13")
        int search,
    @Option(
            says = "Rows and columns of a patch of non-local means.",
            otherwise = "3",
            from = 1,
            to = 15,
            odd = true,
            where = "strength != 0",
            absent = "3")
        int patch,
    @Option(
            says = "Share of the training images that are taken for adversarial.",
            otherwise = "0.05",
            above = 0,
            below = 1)
        double falsePositiveRate)
    implements DetectorDefense {
  static final String TYPE = "feature-squeezing";

  FeatureSqueezing {
    Ranges.check(
        FeatureSqueezing.class, bitDepth, median, strength, search, patch, falsePositiveRate);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<InputTransform> squeezers() {
    List<InputTransform> squeezers = new ArrayList<>(List.of(bitDepth, median));
    if (strength != 0) {
      squeezers.add(new NonLocalMeans(search, patch, strength, Applied.AT_EVALUATION));
    }
    return squeezers;
  }
}
