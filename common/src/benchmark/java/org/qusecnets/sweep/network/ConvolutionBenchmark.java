package org.qusecnets.sweep.network;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
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
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;

/**
 * ND4J's own convolution on the network's second layer, its largest: what the native library makes
 * of this processor. Public because JMH derives classes from it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ConvolutionBenchmark {
  /** How the weights lie; which is fastest depends on the native build. */
  public enum WeightFormat {
    /** ND4J's first: [kernel, kernel, channels, filters]. */
    FILTERS_LAST(0),
    /** ND4J's second: [filters, channels, kernel, kernel]. */
    FILTERS_FIRST(1);

    private final int number;

    WeightFormat(int number) {
      this.number = number;
    }
  }

  private static final int BATCH = 128;
  private static final int CHANNELS = 64;
  private static final int FILTERS = 128;
  private static final int KERNEL = 6;
  private static final int STRIDE = 2;

  @Param Input input;
  @Param WeightFormat weightFormat;

  private INDArray images;
  private INDArray weights;
  private INDArray outputs;
  private DynamicCustomOp convolution;

  /** Floating-point operations of one convolution. */
  public static double operations(Input input) {
    ConvolutionGeometry geometry = geometry(input);
    return 2.0 * BATCH * geometry.outputSize() * geometry.patchSize();
  }

  private static ConvolutionGeometry geometry(Input input) {
    int side = input.secondConvolutionSide();
    return new ConvolutionGeometry(side, side, CHANNELS, KERNEL, STRIDE, 0, FILTERS);
  }

  /** Draws images and weights. */
  @Setup
  public void prepare() {
    ConvolutionGeometry geometry = geometry(input);
    images = random(BATCH, geometry.height(), geometry.width(), CHANNELS);
    weights =
        switch (weightFormat) {
          case FILTERS_LAST -> random(KERNEL, KERNEL, CHANNELS, FILTERS);
          case FILTERS_FIRST -> random(FILTERS, CHANNELS, KERNEL, KERNEL);
        };
    outputs = random(BATCH, geometry.outputHeight(), geometry.outputWidth(), FILTERS);
    int padding = 0;
    int dilation = 1;
    int validMode = 0;
    int channelsLast = 1;
    int[] arguments = {
      KERNEL,
      KERNEL,
      STRIDE,
      STRIDE,
      padding,
      padding,
      dilation,
      dilation,
      validMode,
      channelsLast,
      weightFormat.number
    };
    convolution =
        DynamicCustomOp.builder("conv2d")
            .addInputs(images, weights)
            .addOutputs(outputs)
            .addIntegerArguments(arguments)
            .build();
  }

  private static INDArray random(long... shape) {
    return Nd4j.rand(DataType.FLOAT, shape);
  }

  /** One convolution of 128 images. */
  @Benchmark
  public INDArray[] convolution() {
    return Nd4j.exec(convolution);
  }

  /** Releases native memory. */
  @TearDown
  public void close() {
    images.close();
    weights.close();
    outputs.close();
  }
}
