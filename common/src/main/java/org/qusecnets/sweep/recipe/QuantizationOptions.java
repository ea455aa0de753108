package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.OptionalInt;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Named;
import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Ranges;

/**
 * The quantization layer in front of a network (QuSecNets, Eq. 1): the mean of sigmoids {@code 1 /
 * (1 + exp(-z (x - t_k)))} over the thresholds {@code t_k}.
 */
public record QuantizationOptions(
    @Option(says = "Number of quantization levels n.", from = 2, to = 256) int levels,
    @Option(says = "Steepness of the sigmoids.", above = 0, to = 10_000) double z,
    @Nested ThresholdTraining training,
    @Option(says = "Which pixels share their thresholds.", otherwise = "per-pixel") Sharing sharing,
    @Option(says = "How many thresholds there are and where they start.", otherwise = "linear")
        Placement placement,
    @Option(says = "The form of the sigmoid's derivative.", otherwise = "exact")
        Derivative derivative)
    implements InputStage {
  /** Its name among the stages in front of a network. */
  private static final String TYPE = "quantization";

  /** Which pixels share their thresholds. */
  public enum Sharing {
    /** Every value of the image has its own, as the paper's text says. */
    PER_PIXEL,
    /** One set for each channel. */
    PER_CHANNEL,
    /** One set for the whole image, as in the authors' code. */
    SHARED;

    /**
     * The shape of what one threshold of each set lies in: a side of 1 stands for all channels,
     * rows or columns.
     *
     * @param image the shape of an image
     */
    public ImageShape cells(ImageShape image) {
      return switch (this) {
        case PER_PIXEL -> image;
        case PER_CHANNEL -> new ImageShape(image.channels(), 1, 1);
        case SHARED -> new ImageShape(1, 1, 1);
      };
    }
  }

  /** How many thresholds there are and where they start. */
  public enum Placement {
    /** The paper: n - 1 thresholds at k / n. */
    LINEAR,
    /**
     * The authors' code ({@code QuSecNets_SSCNets_FaDec}): n thresholds at k / n, the last at 1,
     * their sum still divided by n - 1 and the result clipped to [0, 1].
     */
    AUTHORS_CODE
  }

  /** The form of the sigmoid's derivative; the same in exact arithmetic, not in float32. */
  public enum Derivative {
    /** sigma(a) sigma(-a): never zero by rounding. */
    EXACT,
    /**
     * y (1 - y), as in the paper's software stack: exactly zero where y rounds to 1, which hides
     * the gradient of bright pixels from every white-box attack.
     */
    SATURATING
  }

  /** The rule by which thresholds are learned. */
  public enum ThresholdOptimizer {
    /** Plain gradient descent, Eq. 3. */
    SGD,
    /** Adam, whichever rule the other weights have. */
    ADAM
  }

  /** Whether and how thresholds are learned. */
  public sealed interface ThresholdTraining extends Serializable
      permits ThresholdTraining.Constant, ThresholdTraining.Trained {
    /** Thresholds stay where they were placed. */
    static ThresholdTraining constant() {
      return new Constant();
    }

    /** Thresholds are learned. */
    static ThresholdTraining trained(ThresholdOptimizer optimizer, double learningRate) {
      return new Trained(optimizer, learningRate);
    }

    /** Whether thresholds are learned. */
    default boolean trainable() {
      return this instanceof Trained;
    }

    /** Thresholds stay where they were placed. */
    @Named("fixed")
    record Constant() implements ThresholdTraining {}

    /** Thresholds are learned. */
    @Named("dynamic")
    record Trained(
        @Option(
                says = "The rule by which thresholds are learned.",
                key = "threshold-optimizer",
                otherwise = "adam")
            ThresholdOptimizer optimizer,
        @Option(says = "Its step.", key = "threshold-learning-rate", otherwise = "0.001", above = 0)
            double learningRate)
        implements ThresholdTraining {
      /** Checks the learning rate. */
      public Trained {
        Ranges.check(Trained.class, optimizer, learningRate);
      }
    }
  }

  /** Checks levels and z. */
  public QuantizationOptions {
    Ranges.check(QuantizationOptions.class, levels, z, training, sharing, placement, derivative);
  }

  @Override
  public OptionalInt quantizationLevels() {
    return OptionalInt.of(levels);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Applied applied() {
    return Applied.ALWAYS;
  }

  /** Steepness is positive, wherever the thresholds are. */
  @Override
  public ValueMap valueMap() {
    return ValueMap.CONTINUOUS;
  }

  @Override
  public boolean isSmoothedBy(double otherZ) {
    return otherZ < z;
  }

  @Override
  public String gradient() {
    return Options.nameOf(GradientPath.EXACT);
  }

  /** Number of thresholds of one pixel. */
  public int thresholds() {
    return placement == Placement.LINEAR ? levels - 1 : levels;
  }
}
