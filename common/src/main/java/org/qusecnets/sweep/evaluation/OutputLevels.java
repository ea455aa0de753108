package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Of the outputs of a function with steps, for each value of a batch [images, channels, height,
 * width] those between which {@link LevelSearch} chooses.
 *
 * @param size number of values of an image
 * @param clean those of the clean image
 * @param relaxed points of the box that need not be outputs of anything
 * @param least the smallest
 * @param second the smallest above it, or again the smallest if there is no other
 * @param below the largest up to the relaxed point
 * @param above the smallest from the relaxed point on
 * @param most the largest
 */
record OutputLevels(
    int size,
    float[] clean,
    float[] relaxed,
    float[] least,
    float[] second,
    float[] below,
    float[] above,
    float[] most) {

  /** Those around points of a box. */
  static OutputLevels of(OutputBox box, float[] relaxed) {
    float[] second = ends(box, box.bisect((i, output) -> output > box.least()[i])).above();
    OutputBox.Bracket around = ends(box, box.bisect((i, output) -> output > relaxed[i]));
    float[] above = around.above();
    for (int i = 0; i < above.length; i++) {
      if (around.below()[i] == relaxed[i] || relaxed[i] >= box.most()[i]) {
        around.below()[i] = relaxed[i];
        above[i] = relaxed[i];
      }
    }
    return new OutputLevels(
        box.size(), box.clean(), relaxed, box.least(), second, around.below(), above, box.most());
  }

  private static OutputBox.Bracket ends(OutputBox box, OutputBox.Bracket pixels) {
    return new OutputBox.Bracket(box.through(pixels.below()), box.through(pixels.above()));
  }

  /** Those of one image. */
  OutputLevels of(int image) {
    return new OutputLevels(
        size,
        part(clean, image),
        part(relaxed, image),
        part(least, image),
        part(second, image),
        part(below, image),
        part(above, image),
        part(most, image));
  }

  private float[] part(float[] values, int image) {
    return Arrays.copyOfRange(values, image * size, (image + 1) * size);
  }

  /** The numbers of the values that can change. */
  int[] undecided() {
    return IntStream.range(0, least.length).filter(i -> most[i] > least[i]).toArray();
  }

  /** Whether none of these values has more than two levels, so that all codes can be tried. */
  boolean isBinary(int[] values) {
    return Arrays.stream(values).allMatch(i -> second[i] == most[i]);
  }
}
