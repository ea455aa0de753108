package org.qusecnets.sweep.network.layer;

import java.util.Arrays;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.layer.Window;

/**
 * The largest value of each place of a window on a channel. Where several are, the gradient goes to
 * the first of them, as in PyTorch.
 */
public final class MaxPoolStage implements LayerStage {
  private final int inputSize;
  private final WindowPlaces places;
  private final float[] outputs;
  private final float[] inputGradient;

  /** Which value of its place each output is. */
  private final float[] winners;

  /**
   * A stage.
   *
   * @param output the shape of its output
   * @param capacity the most images of a batch
   */
  public MaxPoolStage(Window window, ImageShape input, ImageShape output, int capacity) {
    inputSize = input.size();
    places = new WindowPlaces(window, input, output);
    outputs = new float[output.size() * capacity];
    winners = new float[output.size() * capacity];
    inputGradient = new float[input.size() * capacity];
  }

  @Override
  public int outputSize() {
    return places.size();
  }

  @Override
  public float[] forward(float[] values, int count, Pass pass) {
    Arrays.fill(winners, 0, places.size() * count, 0f);
    for (int place = 0; place < places.size(); place++) {
      int to = place * count;
      int first = places.first(place);
      System.arraycopy(values, places.value(first) * count, outputs, to, count);
      for (int i = first + 1; i < places.end(place); i++) {
        Vectors.max(outputs, winners, to, values, places.value(i) * count, count, i - first);
      }
    }
    return outputs;
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    if (wanted.input()) {
      Arrays.fill(inputGradient, 0, inputSize * count, 0f);
      for (int place = 0; place < places.size(); place++) {
        int from = place * count;
        int first = places.first(place);
        for (int i = first; i < places.end(place); i++) {
          Vectors.addWhereEqual(
              inputGradient, places.value(i) * count, gradient, winners, from, count, i - first);
        }
      }
    }
    return inputGradient;
  }
}
