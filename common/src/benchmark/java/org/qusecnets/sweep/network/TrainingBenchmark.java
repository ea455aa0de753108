package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.optimizer.AdamOptimizer;
import org.qusecnets.sweep.network.optimizer.Optimizer;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** Images a second of training; public because JMH derives classes from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TrainingBenchmark {
  private static final int BATCH = 128;

  @Param Input input;
  @Param Front front;

  private final List<Optimizer> optimizers = new ArrayList<>();
  private NetworkEngine engine;
  private TrainingLoss loss;
  private float[] images;
  private int[] labels;

  /** Builds the network and what updates it. */
  @Setup
  public void prepare() {
    TrainingOptions training = front.recipe().training();
    engine =
        Front.ofNetwork(
            front.recipe(),
            input,
            network ->
                new NetworkEngine(
                    network, front.recipe(), input.shape(), Convolution.Purpose.TRAINING, BATCH));
    for (TrainableParameters weights : engine.weights()) {
      optimizers.add(new AdamOptimizer(weights, training.learningRate()));
    }
    engine
        .quantization()
        .ifPresent(
            stage ->
                optimizers.add(new AdamOptimizer(stage.parameters(), training.learningRate())));
    loss = new TrainingLoss(training, Samples.CLASSES);
    images = input.randomImages(BATCH);
    labels = IntStream.range(0, BATCH).map(image -> image % Samples.CLASSES).toArray();
  }

  /** One step with Adam. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public double trainingStep() {
    float[] logits = engine.logits(images, BATCH);
    loss.differentiate(logits, labels, BATCH, engine.logitsGradient());
    engine.parameterGradients(BATCH);
    optimizers.forEach(Optimizer::update);
    engine.parametersChanged();
    return loss.sum();
  }

  /** Releases native memory. */
  @TearDown
  public void close() {
    engine.close();
  }
}
