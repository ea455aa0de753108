package org.qusecnets.sweep.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.evaluation.AttackEvaluation;
import org.qusecnets.sweep.evaluation.AttackProtocol;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.evaluation.Misclassified;
import org.qusecnets.sweep.evaluation.ReferenceLabels;
import org.qusecnets.sweep.options.Options;

/** Time of FGSM on 500 images of the plain network; public because JMH derives classes from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AttackBenchmark {
  private static final int IMAGES = 500;

  @Param Input input;

  @Param({"1", "8"})
  int epsilons;

  private final Attack attack = Attacks.read("fgsm", Options.of(Map.of()));
  private NetworkClassifier classifier;
  private AttackEvaluation evaluation;
  private AttackBatch batch;
  private float[] bounds;

  /** Builds the classifier and draws the images. */
  @Setup
  public void prepare() {
    classifier = Front.PLAIN.classifier(input);
    ImageSet images = Samples.brightnessClasses(input.shape(), IMAGES, 1);
    int[] numbers = IntStream.range(0, IMAGES).toArray();
    int[] targets = new int[IMAGES];
    Arrays.fill(targets, AttackBatch.UNTARGETED);
    batch =
        new AttackBatch(
            Samples.scaled(images),
            Arrays.stream(numbers).map(images::label).toArray(),
            targets,
            new long[IMAGES]);
    // The weights are random: nearly every image is misclassified, and all are to be attacked.
    evaluation =
        new AttackEvaluation(
            classifier,
            images,
            numbers,
            batch.seeds(),
            0,
            new AttackProtocol(Misclassified.ATTACK, ReferenceLabels.TRUE_LABEL));
    bounds = new float[epsilons];
    for (int epsilon = 0; epsilon < epsilons; epsilon++) {
      bounds[epsilon] = 0.05f * (epsilon + 1);
    }
  }

  /** The least there is to do: the gradient, and one inference for each epsilon. */
  @Benchmark
  public void float32Scoring(Blackhole blackhole) {
    attack.attack(classifier, batch, bounds, new Scoring(blackhole));
  }

  /**
   * As a sweep does it: with an inference of the clean images, and for each epsilon a second one of
   * the images rounded to 8 bits.
   */
  @Benchmark
  public List<Example> evaluation() {
    return evaluation.examples(attack, bounds);
  }

  /** Releases native memory. */
  @TearDown
  public void close() {
    classifier.close();
  }

  private final class Scoring implements AttackResults {
    private final Blackhole blackhole;

    Scoring(Blackhole blackhole) {
      this.blackhole = blackhole;
    }

    @Override
    public void propose(int epsilonIndex, float[] images, boolean[] reused) {
      blackhole.consume(classifier.logits(images, IMAGES));
    }

    @Override
    public void proposeNearest(float[] images) {
      throw new IllegalStateException("FGSM proposes images for each epsilon");
    }
  }
}
