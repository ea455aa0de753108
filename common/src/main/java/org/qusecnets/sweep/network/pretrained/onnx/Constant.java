package org.qusecnets.sweep.network.pretrained.onnx;

/** A value that depends on no image, in C order. */
sealed interface Constant extends Value {
  /** Its sides. */
  int[] dims();

  /** Number of values. */
  int size();

  /** The same values with other sides. */
  Constant reshaped(int... dims);

  /** Real numbers. */
  record Floats(int[] dims, float[] values) implements Constant {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Floats reshaped(int... sides) {
      return new Floats(sides, values);
    }
  }

  /** Integers: shapes, axes and what they are computed from. */
  record Integers(int[] dims, long[] values) implements Constant {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Integers reshaped(int... sides) {
      return new Integers(sides, values);
    }
  }
}
