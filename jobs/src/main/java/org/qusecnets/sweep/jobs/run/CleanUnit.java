package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * Counts what a model makes of its clean test images, attacked or not.
 *
 * @param key see {@link WorkUnit#key}
 * @param model the model
 * @param target what it is a substitute of, or null
 */
record CleanUnit(String key, ModelReference model, ModelReference target) implements WorkUnit {
  /** Images that are in memory as floats at a time. */
  private static final int SLICE = 1000;

  private static final String IMAGES = "images";
  private static final String CORRECT = "correct";
  private static final String AGREEING = "agreeing";

  static CleanUnit of(
      Definitions definitions, ModelReference model, Optional<ModelReference> target) {
    String key =
        definitions.key(
            model.specification().dataset().name(),
            model.specification().plugins(),
            "clean",
            model.id(),
            model.sha256(),
            target.map(ModelReference::sha256).orElse(""),
            model.specification().dataset().testImages());
    return new CleanUnit(key, model, target.orElse(null));
  }

  @Override
  public String description() {
    return "predict clean images with " + ModelReference.describe(model.specification());
  }

  @Override
  public String dataset() {
    return model.specification().dataset().name();
  }

  @Override
  public double cost() {
    return NominalWork.clean(model.specification());
  }

  /** The counts of a receipt. */
  static CleanCounts counts(SortedMap<String, String> facts) {
    return new CleanCounts(
        Long.parseLong(facts.get(IMAGES)),
        Long.parseLong(facts.get(CORRECT)),
        Long.parseLong(facts.get(AGREEING)));
  }

  @Override
  public UnitResult run(UnitContext context) throws IOException {
    ImageSet test = context.dataset(model.specification().dataset().name()).test();
    int[] chosen = StratifiedSample.indices(test, model.specification().dataset().testImages());
    double share = target == null ? cost() : cost() / 2;
    int[] predictions = predictions(model, test, chosen, context, share);
    int[] answers =
        target == null ? predictions : predictions(target, test, chosen, context, share);
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put(IMAGES, String.valueOf(chosen.length));
    facts.put(CORRECT, count(chosen.length, i -> predictions[i] == test.label(chosen[i])));
    facts.put(AGREEING, count(chosen.length, i -> predictions[i] == answers[i]));
    return UnitResult.complete(facts);
  }

  private static String count(int images, java.util.function.IntPredicate counted) {
    return String.valueOf(IntStream.range(0, images).filter(counted).count());
  }

  private static int[] predictions(
      ModelReference model, ImageSet test, int[] chosen, UnitContext context, double share)
      throws IOException {
    int size = test.shape().size();
    int[] predictions = new int[chosen.length];
    try (NetworkClassifier classifier =
        ModelArchive.open(
            context.models().read(model), model.specification().recipe(), test.shape())) {
      for (int from = 0; from < chosen.length; from += SLICE) {
        int[] slice = Arrays.copyOfRange(chosen, from, Math.min(from + SLICE, chosen.length));
        float[] pixels = new float[slice.length * size];
        for (int i = 0; i < slice.length; i++) {
          test.scale(slice[i], pixels, i * size);
        }
        float[] logits = classifier.logits(pixels, slice.length);
        for (int i = 0; i < slice.length; i++) {
          int classes = classifier.classes();
          predictions[from + i] = Logits.argmax(logits, i * classes, classes);
        }
        context.progressed(slice.length, share * slice.length / chosen.length);
      }
    }
    return predictions;
  }
}
