package org.qusecnets.sweep.network.pretrained.folding;

/**
 * A scale and then a shift.
 *
 * @param scales one of all, or one of each channel or value
 * @param shifts likewise
 */
public record Affine(double[] scales, double[] shifts) {
  /** A scale alone: one of all, or one of each channel or value. */
  public static Affine scaledBy(double... scales) {
    return new Affine(scales, new double[1]);
  }

  /** A shift alone: one of all, or one of each channel or value. */
  public static Affine shiftedBy(double... shifts) {
    return new Affine(new double[] {1}, shifts);
  }

  /** What a channel or value is multiplied by. */
  public double scale(int index) {
    return scales[scales.length == 1 ? 0 : index];
  }

  /** What is added to a channel or value then. */
  public double shift(int index) {
    return shifts[shifts.length == 1 ? 0 : index];
  }

  /** How many it tells apart. */
  public int length() {
    return Math.max(scales.length, shifts.length);
  }

  /** This one after another. */
  public Affine after(Affine inner) {
    int length = Math.max(length(), inner.length());
    double[] scale = new double[length];
    double[] shift = new double[length];
    for (int i = 0; i < length; i++) {
      scale[i] = scale(i) * inner.scale(i);
      shift[i] = scale(i) * inner.shift(i) + shift(i);
    }
    return new Affine(scale, shift);
  }

  /** What it makes of numbers, one of each channel or value. */
  public float[] of(float... values) {
    float[] made = new float[values.length];
    for (int i = 0; i < made.length; i++) {
      made[i] = (float) (scale(i) * values[i] + shift(i));
    }
    return made;
  }
}
