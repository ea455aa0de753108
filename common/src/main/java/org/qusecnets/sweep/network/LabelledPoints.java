package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;

/** Points of any value with their labels, more and more of them. */
final class LabelledPoints implements TrainingImages {
  private final int dimension;
  private final List<float[]> points = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();

  LabelledPoints(int dimension) {
    this.dimension = dimension;
  }

  /** Appends as many points as there are labels. */
  void add(float[] rows, int[] ofRows) {
    for (int row = 0; row < ofRows.length; row++) {
      float[] point = new float[dimension];
      System.arraycopy(rows, row * dimension, point, 0, dimension);
      points.add(point);
      labels.add(ofRows[row]);
    }
  }

  @Override
  public int size() {
    return points.size();
  }

  @Override
  public void copy(int image, float[] to, int offset) {
    System.arraycopy(points.get(image), 0, to, offset, dimension);
  }

  @Override
  public int label(int image) {
    return labels.get(image);
  }
}
