package org.qusecnets.sweep.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.certificate.CertifiedModel;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.evaluation.AttackEvaluation;
import org.qusecnets.sweep.evaluation.AttackProtocol;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.network.export.ModelExport;
import org.qusecnets.sweep.network.export.NumpyArchive;
import org.qusecnets.sweep.recipe.TrainingOptions;

/**
 * What iterative attacks are timed on: a network trained on the MNIST sample, because how long an
 * attack goes on depends on the network, and the first test images that it gets right.
 */
public final class AttackSubject implements AutoCloseable {
  /** Number of images. */
  public static final int IMAGES = 100;

  private static final int EPOCHS = 2;
  private static final String MODEL = "model.zip";

  private final TrainedModel model;
  private final NetworkClassifier classifier;
  private final ImageSet test;
  private final int[] numbers;

  private AttackSubject(byte[] archive) {
    test = sample().test();
    model = Samples.model(archive, Sha256.of(archive));
    classifier = ModelArchive.open(model, Samples.PLAIN, test.shape());
    int[] predictions = Samples.predictions(classifier.logits(Samples.scaled(test), test.size()));
    numbers =
        IntStream.range(0, test.size())
            .filter(i -> predictions[i] == test.label(i))
            .limit(IMAGES)
            .toArray();
  }

  private static Dataset sample() {
    return Datasets.named("mnist-sample").load(Path.of(""));
  }

  /**
   * Trains the network, and writes it and the images for programs that know nothing of this one:
   * {@code network.npz}, {@code network.json} and {@code images.npz}, which holds {@code images},
   * {@code labels} and {@code targets}.
   */
  public static void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    TrainingOptions training =
        new TrainingOptions(EPOCHS, 128, 1e-3, 0.1, TrainingOptions.Loss.CROSS_ENTROPY);
    byte[] model =
        Trainer.train(Samples.PLAIN.trainedWith(training), sample().train(), 1, 2, epoch -> {})
            .archive();
    Files.write(directory.resolve(MODEL), model);
    try (AttackSubject subject = new AttackSubject(model)) {
      ModelExport export = ModelExport.of(model, Samples.PLAIN, subject.test.shape());
      Files.write(directory.resolve("network.npz"), export.arrays());
      new ObjectMapper()
          .writeValue(directory.resolve("network.json").toFile(), export.description());
      Files.write(directory.resolve("images.npz"), subject.arrays());
    }
  }

  /** What {@link #write} left. */
  public static AttackSubject read(Path directory) throws IOException {
    return new AttackSubject(Files.readAllBytes(directory.resolve(MODEL)));
  }

  private byte[] arrays() {
    AttackBatch next = batch(true);
    INDArray images =
        Nd4j.createFromArray(next.pixels())
            .reshape(
                'c', IMAGES, test.shape().channels(), test.shape().height(), test.shape().width());
    return NumpyArchive.write(
        Map.of(
            "images", images,
            "labels", Nd4j.createFromArray(next.labels()),
            "targets", Nd4j.createFromArray(next.targets())));
  }

  /** The model as certificates see it. */
  CertifiedModel certifiedModel() {
    return CertifiedModel.open(model, Samples.PLAIN, test.shape());
  }

  /** The model under attack. */
  NetworkClassifier classifier() {
    return classifier;
  }

  /**
   * The images.
   *
   * @param targeted whether the class after the label is to be reached
   */
  AttackBatch batch(boolean targeted) {
    int[] labels = IntStream.of(numbers).map(test::label).toArray();
    int[] targets =
        IntStream.of(labels)
            .map(label -> targeted ? (label + 1) % test.classes() : AttackBatch.UNTARGETED)
            .toArray();
    return new AttackBatch(Samples.scaled(test.select(numbers)), labels, targets, seeds());
  }

  private static long[] seeds() {
    return IntStream.range(0, IMAGES).asLongStream().toArray();
  }

  /** Runs an attack once and tells what it found. */
  public AttackOutcome outcome(IterativeAttack of) {
    Attack attack = of.attack();
    int[] first = Arrays.copyOf(numbers, of.images());
    AttackEvaluation evaluation =
        new AttackEvaluation(classifier, test, first, seeds(), 0, AttackProtocol.standard());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    List<Example> examples = evaluation.examples(attack, of.epsilons());
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    long successes = examples.stream().filter(Example::success).count();
    return new AttackOutcome(
        successes / (double) examples.size(),
        examples.stream()
            .filter(Example::success)
            .mapToDouble(example -> example.perturbation().l2())
            .average()
            .orElse(Double.NaN),
        examples.get(0).effort().gradients(),
        seconds / first.length,
        seconds / (examples.size() - successes));
  }

  @Override
  public void close() {
    classifier.close();
  }
}
