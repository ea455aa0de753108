package org.qusecnets.sweep.network.layer;

import java.util.Arrays;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.layer.Window;

/** The mean of each place of a window on a channel. */
public final class AveragePoolStage implements LayerStage {
  private final int inputSize;
  private final WindowPlaces places;
  private final float[] outputs;
  private final float[] inputGradient;

  /**
   * A stage.
   *
   * @param output the shape of its output
   * @param capacity the most images of a batch
   */
  public AveragePoolStage(Window window, ImageShape input, ImageShape output, int capacity) {
    inputSize = input.size();
    places = new WindowPlaces(window, input, output);
    outputs = new float[output.size() * capacity];
    inputGradient = new float[input.size() * capacity];
  }

  /** That of a window over the whole image. */
  public static AveragePoolStage ofAll(ImageShape input, ImageShape output, int capacity) {
    return new AveragePoolStage(WindowPlaces.whole(input), input, output, capacity);
  }

  @Override
  public int outputSize() {
    return places.size();
  }

  @Override
  public float[] forward(float[] values, int count, Pass pass) {
    Arrays.fill(outputs, 0, places.size() * count, 0f);
    for (int place = 0; place < places.size(); place++) {
      float share = share(place);
      for (int i = places.first(place); i < places.end(place); i++) {
        Vectors.addMultiple(outputs, place * count, values, places.value(i) * count, count, share);
      }
    }
    return outputs;
  }

  private float share(int place) {
    return 1f / (places.end(place) - places.first(place));
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    if (wanted.input()) {
      Arrays.fill(inputGradient, 0, inputSize * count, 0f);
      for (int place = 0; place < places.size(); place++) {
        float share = share(place);
        for (int i = places.first(place); i < places.end(place); i++) {
          Vectors.addMultiple(
              inputGradient, places.value(i) * count, gradient, place * count, count, share);
        }
      }
    }
    return inputGradient;
  }
}
