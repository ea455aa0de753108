package org.qusecnets.sweep.network;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** Time an image of the quantization layer alone; public because JMH derives classes from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QuantizationBenchmark {
  private static final int BATCH = 128;

  @Param Input input;

  @Param({"2", "3", "4", "6", "8", "12", "16"})
  int levels;

  private QuantizationStage stage;
  private float[] images;
  private float[] gradient;
  private float[] inputGradient;

  /** Places the thresholds and computes once what the backward pass needs. */
  @Setup
  public void prepare() {
    ModelRecipe recipe = Samples.PLAIN.prepend(Front.trainedQuantization(levels));
    stage = Front.ofNetwork(recipe, input, this::stage);
    images = input.randomImages(BATCH);
    gradient = input.randomImages(BATCH);
    inputGradient = new float[images.length];
    stage.forward(images, BATCH, null);
  }

  private QuantizationStage stage(MultiLayerNetwork network) {
    QuantizationLayer layer =
        (QuantizationLayer) network.getLayerWiseConfigurations().getConf(0).getLayer();
    QuantizationStage loaded = new QuantizationStage(layer, input.shape(), BATCH);
    loaded.load(network.paramTable());
    return loaded;
  }

  /** Quantizes the images. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public float[] forward() {
    return stage.forward(images, BATCH, null);
  }

  /** The gradients with respect to the images and the thresholds; a copy, which they replace. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public float[] backward() {
    System.arraycopy(gradient, 0, inputGradient, 0, gradient.length);
    return stage.backward(inputGradient, BATCH, GradientWay.EXACT);
  }

  /** Releases native memory. */
  @TearDown
  public void close() {
    stage.close();
  }
}
