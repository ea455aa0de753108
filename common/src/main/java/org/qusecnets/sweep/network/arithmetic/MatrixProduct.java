package org.qusecnets.sweep.network.arithmetic;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix product of ND4J's, prepared once and computed many times: preparing costs more than
 * multiplying two small matrices does.
 */
public final class MatrixProduct implements AutoCloseable {
  private static final DynamicCustomOp MULTIPLY = DynamicCustomOp.builder("matmul").build();

  // How the operation reads its operands.
  private static final long PLAIN = 0;
  private static final long TRANSPOSED = 1;

  /**
   * Rows that lie a multiple of so many values apart fall on the same lines of the cache: oneDNN
   * copies them first, and sums long columns in other parts than it does without a copy.
   */
  private static final int COPIED = 1024;

  private final OpContext context;

  private MatrixProduct(
      INDArray left, long leftForm, INDArray right, long rightForm, INDArray result, double kept) {
    context = Nd4j.getExecutioner().buildContext();
    context.setInputArray(0, left);
    context.setInputArray(1, right);
    context.setOutputArray(0, result);
    context.setIArguments(leftForm, rightForm, PLAIN);
    context.setTArguments(1.0, kept);
  }

  /** Whether right operands of so many columns are summed alike, to the bit. */
  static boolean sumsAlike(int columns, int others) {
    return (columns % COPIED == 0) == (others % COPIED == 0);
  }

  /** {@code result = left right}, [m, k] by [k, n] into [m, n]. */
  public static MatrixProduct of(INDArray left, INDArray right, INDArray result) {
    return new MatrixProduct(left, PLAIN, right, PLAIN, result, 0);
  }

  /** {@code result = transpose(left) right}, [k, m] by [k, n] into [m, n]. */
  static MatrixProduct ofTransposed(INDArray left, INDArray right, INDArray result) {
    return new MatrixProduct(left, TRANSPOSED, right, PLAIN, result, 0);
  }

  /** {@code result = left transpose(right)}, [m, k] by [n, k] into [m, n]. */
  static MatrixProduct byTransposed(INDArray left, INDArray right, INDArray result) {
    return new MatrixProduct(left, PLAIN, right, TRANSPOSED, result, 0);
  }

  /** {@code result += left transpose(right)}, [m, k] by [n, k] onto [m, n]. */
  static MatrixProduct byTransposedOnto(INDArray left, INDArray right, INDArray result) {
    return new MatrixProduct(left, PLAIN, right, TRANSPOSED, result, 1);
  }

  public void compute() {
    Nd4j.getExecutioner().exec(MULTIPLY, context);
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException("an operation's context was not released", e);
    }
  }
}
