package org.qusecnets.sweep.network;

import java.util.concurrent.TimeUnit;
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
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/** Images a second of what attacks are made of; public because JMH derives classes from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ClassifierBenchmark {
  private static final int BATCH = 500;

  @Param Input input;
  @Param Front front;

  private NetworkClassifier classifier;
  private float[] images;

  /** Builds the classifier. */
  @Setup
  public void prepare() {
    classifier = front.classifier(input);
    images = input.randomImages(BATCH);
  }

  /** The gradient of the cross-entropy with respect to the images; no weights are trained. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Classifier.Gradient inputGradient() {
    return classifier.gradient(images, BATCH, ClassifierBenchmark::crossEntropy);
  }

  private static void crossEntropy(int image, float[] logits, int from, float[] gradient) {
    double logSum = Logits.logSumExp(logits, from, Samples.CLASSES);
    for (int c = 0; c < Samples.CLASSES; c++) {
      gradient[from + c] = (float) Math.exp(logits[from + c] - logSum);
    }
    gradient[from + image % Samples.CLASSES] -= 1;
  }

  /** The logits. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public float[] inference() {
    return classifier.logits(images, BATCH);
  }

  /** Releases native memory. */
  @TearDown
  public void close() {
    classifier.close();
  }
}
