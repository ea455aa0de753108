package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.evaluation.Prediction;
import org.qusecnets.sweep.jobs.store.ModelReference;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;

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
  private static final String PROBABILITIES = "probabilities";

  /** Room for rounding to float32 in what are probabilities. */
  private static final double TOLERANCE = 1e-5;

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
  public double estimatedSeconds() {
    return NominalWork.clean(model.specification());
  }

  /** The counts of a receipt. */
  static CleanCounts counts(SortedMap<String, String> facts) {
    return new CleanCounts(
        Long.parseLong(facts.get(IMAGES)),
        Long.parseLong(facts.get(CORRECT)),
        Long.parseLong(facts.get(AGREEING)),
        Boolean.parseBoolean(facts.get(PROBABILITIES)));
  }

  @Override
  public <R> R match(
      Function<TrainUnit, R> train,
      Function<CleanUnit, R> clean,
      Function<AttackWork, R> attack,
      Function<CertificateWork, R> certificate) {
    return clean.apply(this);
  }

  @Override
  public UnitResult run(UnitContext context) throws IOException {
    ImageSet test = context.dataset(model.specification().dataset().name()).test();
    int[] chosen = StratifiedSample.indices(test, model.specification().dataset().testImages());
    double share = target == null ? estimatedSeconds() : estimatedSeconds() / 2;
    Answers own = answers(model, test, chosen, context, share);
    int[] predictions = own.labels;
    int[] answers =
        target == null ? predictions : answers(target, test, chosen, context, share).labels;
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put(IMAGES, String.valueOf(chosen.length));
    facts.put(CORRECT, count(chosen.length, i -> predictions[i] == test.label(chosen[i])));
    facts.put(AGREEING, count(chosen.length, i -> predictions[i] == answers[i]));
    facts.put(PROBABILITIES, String.valueOf(own.probabilities));
    return UnitResult.complete(facts);
  }

  private static String count(int images, java.util.function.IntPredicate counted) {
    return String.valueOf(IntStream.range(0, images).filter(counted).count());
  }

  /**
   * What a model says of images.
   *
   * @param labels the predicted classes
   * @param probabilities whether all outputs look like probabilities
   */
  private record Answers(int[] labels, boolean probabilities) {}

  private static Answers answers(
      ModelReference model, ImageSet test, int[] chosen, UnitContext context, double share)
      throws IOException {
    int size = test.shape().size();
    int[] labels = new int[chosen.length];
    boolean probabilities = true;
    try (NetworkClassifier classifier =
        ModelArchive.open(
            context.models().read(model), model.specification().recipe(), test.shape())) {
      for (int from = 0; from < chosen.length; from += SLICE) {
        int[] slice = Arrays.copyOfRange(chosen, from, Math.min(from + SLICE, chosen.length));
        float[] pixels = new float[slice.length * size];
        for (int i = 0; i < slice.length; i++) {
          test.scale(slice[i], pixels, i * size);
        }
        List<float[]> draws = classifier.scoringLogits(pixels, slice.length);
        int classes = classifier.classes();
        for (int i = 0; i < slice.length; i++) {
          labels[from + i] = Prediction.of(draws, i, classes, Optional.empty()).label();
          probabilities &= looksLikeProbabilities(draws.get(0), i * classes, classes);
        }
        context.progressed(slice.length, share * slice.length / chosen.length);
      }
    }
    return new Answers(labels, probabilities);
  }

  /** Whether one image's outputs are in [0, 1] and sum to 1, as AutoAttack's checks ask. */
  private static boolean looksLikeProbabilities(float[] outputs, int from, int classes) {
    double sum = 0;
    boolean inRange = true;
    for (int i = from; i < from + classes; i++) {
      sum += outputs[i];
      inRange &= outputs[i] >= -TOLERANCE && outputs[i] <= 1 + TOLERANCE;
    }
    return inRange && Math.abs(sum - 1) <= TOLERANCE;
  }
}
