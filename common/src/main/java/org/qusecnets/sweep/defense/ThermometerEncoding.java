package org.qusecnets.sweep.defense;

import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.TransformFormula;

/**
 * Thermometer encoding: a value x becomes as many values as there are levels, of which the first
 * are 1 and the others 0. Value k, counted from 0, is 1 where x exceeds k/l; the one at 0 is always
 * 1, for x = 0 too. Channel c becomes the channels from {@code c l} to {@code c l + l - 1}.
 *
 * <p>That is how the programs of Athalye et al., the Adversarial Robustness Toolbox and Google's
 * self-study have it; the paper counts from the other end. x equal to k/l does not exceed it.
 *
 * <p>The code is constant between thresholds. For k above 0, gradients are those of ramps, {@code
 * clip((x l - k + 1) / 2, 0, 1)}: the mean of value k when x is moved uniformly by up to the width
 * of a level. So the last value that is 1 and the first that is 0 have the derivative l/2, all
 * others 0. The program of Athalye et al. has ramps of half the width, {@code clip(x l - k + 1, 0,
 * 1)}, which see no more than the next threshold above x: white pixels, above which there is none,
 * would be hidden from every gradient.
 *
 * @see <a href="https://openreview.net/forum?id=S18Su--CW">Buckman, Roy, Raffel, Goodfellow
 *     2018</a>; <a href="https://arxiv.org/abs/1802.00420">Athalye, Carlini, Wagner 2018</a>
 */
record ThermometerEncoding(
    @Option(says = "Number of levels l.", otherwise = "16", from = 2, to = 256) int levels)
    implements InputDefense {
  static final String TYPE = "thermometer";

  ThermometerEncoding {
    Ranges.check(ThermometerEncoding.class, levels);
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** Always: a network takes the encoded image or the image, not one for the other. */
  @Override
  public Applied applied() {
    return Applied.ALWAYS;
  }

  @Override
  public boolean isMonotone() {
    return true;
  }

  @Override
  public ImageShape output(ImageShape input) {
    return new ImageShape(input.channels() * levels, input.height(), input.width());
  }

  @Override
  public String gradient() {
    return "ramps-two-levels-wide";
  }

  @Override
  public Optional<TransformFormula> formula() {
    float[] thresholds = new float[levels];
    // Which every value exceeds.
    thresholds[0] = Float.NEGATIVE_INFINITY;
    System.arraycopy(Thresholds.of(levels), 0, thresholds, 1, levels - 1);
    return Optional.of(new TransformFormula.Code(thresholds));
  }

  @Override
  public float[] transform(float[] image, ImageShape shape, long seed) {
    int plane = shape.height() * shape.width();
    float[] encoded = new float[image.length * levels];
    for (int i = 0; i < image.length; i++) {
      int exceeded = Thresholds.exceeded(image[i], levels);
      for (int k = 0; k <= exceeded; k++) {
        encoded[place(i, k, plane)] = 1;
      }
    }
    return encoded;
  }

  @Override
  public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
    int plane = shape.height() * shape.width();
    float[] imageGradient = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      int exceeded = Thresholds.exceeded(image[i], levels);
      // The value at 0 is always 1.
      float below = exceeded == 0 ? 0 : gradient[place(i, exceeded, plane)];
      float above = exceeded == levels - 1 ? 0 : gradient[place(i, exceeded + 1, plane)];
      imageGradient[i] = levels / 2f * (below + above);
    }
    return imageGradient;
  }

  /** Where value {@code k} of the code of value {@code i} is. */
  private int place(int i, int k, int plane) {
    return (i / plane * levels + k) * plane + i % plane;
  }
}
