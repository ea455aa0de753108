package org.qusecnets.sweep.defense;

import java.util.Arrays;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Applied;

/**
 * Random resizing and padding: the image is shrunk to a random size and put at a random place of a
 * frame of one value.
 *
 * <p>The original enlarges: an image of 299 pixels a side is resized to a side drawn from [299,
 * 331) and padded to 331, which a network that is convolutional throughout accepts as well as 299.
 * Networks here have one size of input, so the frame has the image's size and the copy is smaller:
 * its side is drawn from [{@code smallest-share} of the image's side, the image's side). The share
 * of 0.9 is about the original's 299 / 331, and the largest copy is one pixel smaller than the
 * frame in both. Two things differ in kind. Objects become smaller than those that the network has
 * learned, where the original's become larger or stay as they are. And the original repeats nearest
 * pixels, which loses none; shrinking that way would leave out whole rows and columns, which are
 * entire strokes of small images. So the copy is interpolated linearly, between the centres of
 * pixels and without smoothing; no pixel is left out as long as the share is 1/2 or more.
 *
 * <p>The gradient is exact for the size and place that were drawn.
 *
 * @see <a href="https://arxiv.org/abs/1711.01991">Xie, Wang, Zhang, Ren, Yuille 2018</a> and the
 *     authors' NIPS2017_adv_challenge_defense
 */
record ResizeAndPad(
    @Option(
            says = "The smallest side of the copy as a share of the image's.",
            otherwise = "0.9",
            from = 0.5,
            below = 1)
        double smallestShare,
    @Option(
            says =
                "Value of the frame; the authors' code pads images of [-1, 1] with 0, which is 0.5"
                    + " here.",
            otherwise = "0.5",
            from = 0,
            to = 1)
        double padding,
    @Option(says = InputDefense.APPLIED, otherwise = "at-evaluation") Applied applied)
    implements InputDefense {
  static final String TYPE = "resize-and-pad";

  ResizeAndPad {
    Ranges.check(ResizeAndPad.class, smallestShare, padding, applied);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public String gradient() {
    return "exact";
  }

  @Override
  public float[] transform(float[] image, ImageShape shape, long seed) {
    return placed(image, shape, FramedCopy.draw(shape, smallestShare, seed));
  }

  /** The image with its copy at this place. */
  float[] placed(float[] image, ImageShape shape, FramedCopy copy) {
    float[] frame = new float[image.length];
    Arrays.fill(frame, (float) padding);
    visit(
        shape,
        copy,
        (target, sources, weights) -> {
          double sum = 0;
          for (int i = 0; i < sources.length; i++) {
            sum += weights[i] * image[sources[i]];
          }
          frame[target] = (float) sum;
        });
    return frame;
  }

  @Override
  public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
    double[] sums = new double[image.length];
    visit(
        shape,
        FramedCopy.draw(shape, smallestShare, seed),
        (target, sources, weights) -> {
          for (int i = 0; i < sources.length; i++) {
            sums[sources[i]] += weights[i] * gradient[target];
          }
        });
    float[] imageGradient = new float[image.length];
    for (int i = 0; i < sums.length; i++) {
      imageGradient[i] = (float) sums[i];
    }
    return imageGradient;
  }

  /** What becomes of a value of the copy: a mean of four values of the image. */
  private interface Visitor {
    void visit(int target, int[] sources, double[] weights);
  }

  private static void visit(ImageShape shape, FramedCopy copy, Visitor visitor) {
    Interpolation rows = Interpolation.between(shape.height(), copy.height());
    Interpolation columns = Interpolation.between(shape.width(), copy.width());
    int[] sources = new int[4];
    double[] weights = new double[4];
    for (int channel = 0; channel < shape.channels(); channel++) {
      int plane = channel * shape.height() * shape.width();
      for (int row = 0; row < rows.size(); row++) {
        int upper = plane + rows.lower()[row] * shape.width();
        int lower = plane + rows.upper()[row] * shape.width();
        int target = plane + (copy.top() + row) * shape.width() + copy.left();
        double down = rows.share()[row];
        for (int column = 0; column < columns.size(); column++) {
          double right = columns.share()[column];
          sources[0] = upper + columns.lower()[column];
          sources[1] = upper + columns.upper()[column];
          sources[2] = lower + columns.lower()[column];
          sources[3] = lower + columns.upper()[column];
          weights[0] = (1 - down) * (1 - right);
          weights[1] = (1 - down) * right;
          weights[2] = down * (1 - right);
          weights[3] = down * right;
          visitor.visit(target + column, sources, weights);
        }
      }
    }
  }
}
