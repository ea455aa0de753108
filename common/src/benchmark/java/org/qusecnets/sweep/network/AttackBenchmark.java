package org.qusecnets.sweep.network;

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
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.attack.LabelledImages;
import org.qusecnets.sweep.attack.Proposals;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.evaluation.AttackEvaluation;
import org.qusecnets.sweep.evaluation.Example;
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
  private LabelledImages batch;
  private float[] bounds;

  /** Builds the classifier and draws the images. */
  @Setup
  public void prepare() {
    classifier = Front.PLAIN.classifier(input);
    ImageSet images = Samples.brightnessClasses(input.shape(), IMAGES, 1);
    evaluation = new AttackEvaluation(classifier, images, IntStream.range(0, IMAGES).toArray(), 0);
    int size = input.shape().size();
    batch = new LabelledImages(new float[IMAGES * size], new int[IMAGES]);
    for (int image = 0; image < IMAGES; image++) {
      images.scale(image, batch.pixels(), image * size);
      batch.labels()[image] = images.label(image);
    }
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
   * As a sweep does it: with a second inference for each epsilon on the images rounded to 8 bits.
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

  private final class Scoring implements Proposals {
    private final Blackhole blackhole;

    Scoring(Blackhole blackhole) {
      this.blackhole = blackhole;
    }

    @Override
    public void startingGradient(float[] gradient) {
      blackhole.consume(gradient);
    }

    @Override
    public void propose(int epsilon, float[] images) {
      blackhole.consume(classifier.logits(images, IMAGES));
    }
  }
}
