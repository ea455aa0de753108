package org.qusecnets.sweep.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Distillation;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

/** Runs tasks of a sweep and prints how many bytes of memory this process has. */
final class MemoryOfTasks {
  static final Path STATUS = Path.of("/proc/self/status");
  private static final ModelRecipe QUANTIZED =
      Samples.PLAIN.prepend(
          Samples.trained(4, 5, Sharing.PER_PIXEL, Placement.LINEAR, Derivative.EXACT));

  private MemoryOfTasks() {}

  /**
   * {@code repeat TASKS} runs two tasks at a time, as a sweep does on two cores, and prints what it
   * has after each two; {@code train IMAGES} and {@code harden IMAGES} print the most.
   */
  public static void main(String[] arguments) throws Exception {
    int number = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("repeat")) {
      repeat(number);
    } else {
      ModelRecipe recipe = arguments[0].equals("train") ? QUANTIZED : hardened();
      train(recipe, TrainedSamples.images(number, 1));
      System.out.println(bytes("VmHWM"));
    }
  }

  private static void repeat(int tasks) throws Exception {
    ImageSet images = TrainedSamples.images(200, 1);
    List<Callable<Object>> two =
        List.of(
            Executors.callable(() -> trainAndAttack(Samples.PLAIN, images)),
            Executors.callable(() -> trainAndAttack(QUANTIZED, images)));
    ExecutorService threads = Executors.newFixedThreadPool(two.size());
    for (int done = 0; done < tasks; done += two.size()) {
      for (Future<Object> task : threads.invokeAll(two)) {
        task.get();
      }
      System.out.println(bytes("VmRSS"));
    }
    threads.shutdown();
  }

  /** Batches that double, gradients for them, and a teacher. */
  private static ModelRecipe hardened() {
    return Defenses.read("adversarial-training", Options.of(Map.of("epsilon", 0.3)))
        .protect(QUANTIZED)
        .with(new Distillation(100));
  }

  private static void trainAndAttack(ModelRecipe recipe, ImageSet images) {
    TrainedModel model = train(recipe, images);
    int count = 100;
    float[] pixels = new float[count * images.shape().size()];
    for (int i = 0; i < count; i++) {
      images.scale(i, pixels, i * images.shape().size());
    }
    try (NetworkClassifier classifier = ModelArchive.open(model, recipe, images.shape())) {
      classifier.gradient(
          pixels, count, (image, logits, from, gradient) -> Arrays.fill(gradient, 1f));
    }
  }

  private static TrainedModel train(ModelRecipe recipe, ImageSet images) {
    TrainingOptions once = new TrainingOptions(1, 128, 1e-3, 0.1, Loss.CROSS_ENTROPY);
    return Trainer.train(recipe.trainedWith(once), images, 1, 2, epoch -> {});
  }

  private static long bytes(String key) throws IOException {
    String line =
        Files.readAllLines(STATUS).stream()
            .filter(text -> text.startsWith(key + ":"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
  }
}
