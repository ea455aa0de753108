package org.qusecnets.sweep.network;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.qusecnets.sweep.network.arithmetic.MatrixProduct;

/** ND4J's matrix product alone; public because JMH derives classes from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MatrixProductBenchmark {
  /** What is multiplied. */
  public enum Size {
    /** The third convolution of 128 images of CIFAR-10: its patches by its weights. */
    THIRD_CONVOLUTION(512, 3200, 128),
    /** Two square matrices. */
    SQUARE(1024, 1024, 1024);

    private final int rows;
    private final int inner;
    private final int columns;

    Size(int rows, int inner, int columns) {
      this.rows = rows;
      this.inner = inner;
      this.columns = columns;
    }

    /** Floating-point operations of one product. */
    public double operations() {
      return 2.0 * rows * inner * columns;
    }

    @Override
    public String toString() {
      return rows + " x " + inner + " by " + inner + " x " + columns;
    }
  }

  @Param Size size;

  private INDArray left;
  private INDArray right;
  private INDArray result;
  private MatrixProduct product;

  /** Draws the matrices. */
  @Setup
  public void prepare() {
    left = Nd4j.rand(DataType.FLOAT, size.rows, size.inner);
    right = Nd4j.rand(DataType.FLOAT, size.inner, size.columns);
    result = Nd4j.create(DataType.FLOAT, size.rows, size.columns);
    product = MatrixProduct.of(left, right, result);
  }

  /** One product. */
  @Benchmark
  public INDArray product() {
    product.compute();
    return result;
  }

  /** Releases native memory. */
  @TearDown
  public void close() {
    product.close();
    left.close();
    right.close();
    result.close();
  }
}
