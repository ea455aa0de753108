package org.qusecnets.sweep.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.norm.GreyLevels;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.evaluation.Example.Effort;
import org.qusecnets.sweep.evaluation.Example.Perturbation;
import org.qusecnets.sweep.evaluation.Example.Pictures;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * Runs an attack on images and scores what it proposes.
 *
 * <p>The contract is enforced here, not by the attack: every proposal is brought within epsilon of
 * the clean image and within [0, 1], so that no attack can look strong by stepping outside, and
 * success is recomputed on that image by the model under attack, in float32 and rounded to 8 bits.
 * Images of the target class are counted but not attacked, and so are by default those that the
 * model gets wrong.
 */
public final class AttackEvaluation {
  private final NetworkClassifier scorer;
  private final int[] numbers;
  private final long[] seeds;
  private final float[] pixels;
  private final int[] labels;
  private final int size;
  private final int pictured;
  private final AttackProtocol protocol;

  /**
   * Prepares images for attacks.
   *
   * @param scorer the model under attack
   * @param images the images of the dataset's test split
   * @param numbers [attacked images]: which of them to attack
   * @param seeds [attacked images]: of each one's random numbers
   * @param pictured of how many of them, from the first on, to keep the images themselves
   * @param protocol how they are given to attacks
   */
  public AttackEvaluation(
      NetworkClassifier scorer,
      ImageSet images,
      int[] numbers,
      long[] seeds,
      int pictured,
      AttackProtocol protocol) {
    this.scorer = scorer;
    this.protocol = protocol;
    this.numbers = numbers.clone();
    this.seeds = seeds.clone();
    this.pictured = Math.min(pictured, numbers.length);
    size = images.shape().size();
    pixels = new float[numbers.length * size];
    labels = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      images.scale(numbers[i], pixels, i * size);
      labels[i] = images.label(numbers[i]);
    }
  }

  /**
   * The examples of all epsilons, epsilon by epsilon, in the images' order.
   *
   * @param epsilons [epsilons]: the bounds of the perturbation
   */
  public List<Example> examples(Attack attack, float[] epsilons) {
    return examples(attack, epsilons, scorer);
  }

  /**
   * The examples of all epsilons, epsilon by epsilon, in the images' order.
   *
   * @param epsilons [epsilons]: the bounds of the perturbation
   * @param source the model whose gradients and predictions the attack sees
   */
  public List<Example> examples(Attack attack, float[] epsilons, Classifier source) {
    return examples(attack, epsilons, AttackerView.of(source));
  }

  /**
   * The examples of all epsilons, epsilon by epsilon, in the images' order.
   *
   * @param epsilons [epsilons]: the bounds of the perturbation
   * @param view what the attacker sees of a model
   */
  public List<Example> examples(Attack attack, float[] epsilons, AttackerView view) {
    return examples(attack, epsilons, view, AdversarialImages.NONE);
  }

  /**
   * The examples of all epsilons, epsilon by epsilon, in the images' order.
   *
   * @param epsilons [epsilons]: the bounds of the perturbation
   * @param view what the attacker sees of a model
   * @param images takes the image of each example
   */
  public List<Example> examples(
      Attack attack, float[] epsilons, AttackerView view, AdversarialImages images) {
    Classifier source = view.images();
    long start = System.nanoTime();
    Prediction[] clean = predictions(pixels, numbers.length);
    boolean needsLogits =
        protocol.labels() == ReferenceLabels.PREDICTED_LABEL || attack.target().usesLogits();
    float[] seen = needsLogits ? source.logits(pixels, numbers.length) : new float[0];
    int[] referenceLabels =
        protocol.labels() == ReferenceLabels.TRUE_LABEL ? labels : classesOf(seen);
    int[] targets = new int[numbers.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] =
          attack.target().of(labels[i], seen, i * source.classes(), source.classes(), seeds[i]);
    }
    int[] attacked =
        IntStream.range(0, numbers.length)
            .filter(i -> isAttacked(clean[i].label(), labels[i], targets[i]))
            .toArray();
    AttackBatch batch =
        new AttackBatch(
            select(pixels, attacked),
            Arrays.stream(attacked).map(i -> referenceLabels[i]).toArray(),
            Arrays.stream(attacked).map(i -> targets[i]).toArray(),
            Arrays.stream(attacked).mapToLong(i -> seeds[i]).toArray());
    ObservedClassifier observed = new ObservedClassifier(view.searched(), batch.count());
    Scoring scoring = new Scoring(attack, epsilons, batch, attacked, targets, clean, images);
    Optional<float[]> startingGradient = Optional.empty();
    if (attacked.length > 0) {
      startingGradient = view.attack(attack, observed, batch.copy(), epsilons.clone(), scoring);
    } else {
      scoring.proposeNearest(new float[0]);
    }
    double asked = Math.max(1, attacked.length);
    double rows = Math.max(1, (double) epsilons.length * numbers.length);
    return scoring.examples(
        startingGradient,
        new Effort(
            observed.gradients() / asked,
            observed.inferences() / asked,
            (System.nanoTime() - start) / 1e9 / rows));
  }

  private int[] classesOf(float[] logits) {
    int[] found = new int[numbers.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = Logits.argmax(logits, i * scorer.classes(), scorer.classes());
    }
    return found;
  }

  private boolean isAttacked(int prediction, int label, int target) {
    return target != label
        && target != prediction
        && (prediction == label || protocol.misclassified() == Misclassified.ATTACK);
  }

  private float[] select(float[] from, int[] rows) {
    float[] selected = new float[rows.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(from, rows[i] * size, selected, i * size, size);
    }
    return selected;
  }

  private Prediction[] predictions(float[] values, int count) {
    List<float[]> draws = scorer.scoringLogits(values, count);
    Optional<boolean[]> detected =
        scorer.detector().map(detector -> detector.detects(scorer, values, count));
    Prediction[] predictions = new Prediction[count];
    for (int i = 0; i < count; i++) {
      int image = i;
      predictions[i] = Prediction.of(draws, i, scorer.classes(), detected.map(one -> one[image]));
    }
    return predictions;
  }

  /** Scores proposals as they come, so that no more than one epsilon's images are held. */
  private final class Scoring implements AttackResults {
    private final Attack attack;
    private final float[] epsilons;
    private final AttackBatch batch;
    private final int[] attacked;
    private final int[] targets;
    private final Prediction[] clean;
    private final AdversarialImages taken;
    private final Example[][] scored;
    private final int[][] queries;
    private final String[][] foundBy;

    Scoring(
        Attack attack,
        float[] epsilons,
        AttackBatch batch,
        int[] attacked,
        int[] targets,
        Prediction[] clean,
        AdversarialImages taken) {
      this.attack = attack;
      this.epsilons = epsilons;
      this.batch = batch;
      this.attacked = attacked;
      this.targets = targets;
      this.clean = clean;
      this.taken = taken;
      scored = new Example[epsilons.length][];
      queries = new int[epsilons.length][];
      foundBy = new String[epsilons.length][];
    }

    @Override
    public void queries(int epsilonIndex, int[] asked) {
      queries[epsilonIndex] = asked.clone();
    }

    @Override
    public void foundBy(int epsilonIndex, String[] parts) {
      foundBy[epsilonIndex] = parts.clone();
    }

    @Override
    public void propose(int epsilonIndex, float[] proposals, boolean[] reused) {
      float[] adversarial = proposals.clone();
      attack.norm().project(epsilons[epsilonIndex], batch.pixels(), adversarial, size);
      Scored all = new Scored(adversarial);
      score(epsilonIndex, image -> Optional.of(all), reused);
    }

    @Override
    public void proposeNearest(float[] proposals) {
      float[] nearest = proposals.clone();
      // Into the range of pixels; what is too far away is not shortened but left out.
      attack.norm().project((float) attack.norm().largestEpsilon(), batch.pixels(), nearest, size);
      Scored all = new Scored(nearest);
      for (int e = 0; e < epsilons.length; e++) {
        float epsilon = epsilons[e];
        score(
            e,
            image ->
                attack.norm().within(epsilon, batch.pixels(), nearest, image * size, size)
                    ? Optional.of(all)
                    : Optional.empty(),
            new boolean[0]);
      }
    }

    /**
     * Makes the examples of one epsilon.
     *
     * @param found the adversarial images among which that of each image attacked is; empty where
     *     the clean one counts
     */
    private void score(int epsilonIndex, IntFunction<Optional<Scored>> found, boolean[] reused) {
      if (scored[epsilonIndex] != null) {
        throw new IllegalStateException("two proposals for epsilon " + epsilons[epsilonIndex]);
      }
      scored[epsilonIndex] = new Example[numbers.length];
      int next = 0;
      for (int i = 0; i < numbers.length; i++) {
        boolean isAttacked = next < attacked.length && attacked[next] == i;
        Optional<Scored> adversarial = isAttacked ? found.apply(next) : Optional.empty();
        int row = next;
        float[] values = adversarial.map(a -> a.images).orElse(pixels);
        int from = (adversarial.isPresent() ? row : i) * size;
        scored[epsilonIndex][i] =
            new Example(
                epsilonIndex,
                numbers[i],
                labels[i],
                targets[i] == AttackBatch.UNTARGETED ? Optional.empty() : Optional.of(targets[i]),
                isAttacked,
                isAttacked && reused.length > 0 && reused[next],
                clean[i],
                adversarial.map(a -> a.predictions[row]).orElse(clean[i]),
                adversarial.map(a -> a.rounded[row]).orElse(clean[i]),
                adversarial
                    .map(a -> Perturbation.between(batch.pixels(), a.images, row * size, size))
                    .orElse(Perturbation.NONE),
                isAttacked ? asked(epsilonIndex, row) : Optional.empty(),
                isAttacked ? part(epsilonIndex, row) : Optional.empty(),
                Optional.empty(),
                i < pictured ? Optional.of(pictures(i, values, from)) : Optional.empty(),
                Effort.NONE);
        taken.take(epsilonIndex, values, from);
        next += isAttacked ? 1 : 0;
      }
    }

    private Optional<Integer> asked(int epsilonIndex, int row) {
      return Optional.ofNullable(queries[epsilonIndex])
          .map(asked -> asked[row])
          .filter(asked -> asked > 0);
    }

    private Optional<String> part(int epsilonIndex, int row) {
      return Optional.ofNullable(foundBy[epsilonIndex]).map(parts -> parts[row]);
    }

    private Pictures pictures(int image, float[] adversarial, int from) {
      float[] cleanImage = Arrays.copyOfRange(pixels, image * size, (image + 1) * size);
      float[] adversarialImage = Arrays.copyOfRange(adversarial, from, from + size);
      return new Pictures(
          cleanImage,
          adversarialImage,
          scorer.inside(cleanImage, 1),
          scorer.inside(adversarialImage, 1));
    }

    List<Example> examples(Optional<float[]> startingGradient, Effort effort) {
      Optional<GradientFacts>[] facts = facts(startingGradient);
      List<Example> all = new ArrayList<>(epsilons.length * numbers.length);
      for (int e = 0; e < epsilons.length; e++) {
        if (scored[e] == null) {
          throw new IllegalStateException("no proposal for epsilon " + epsilons[e]);
        }
        for (int i = 0; i < numbers.length; i++) {
          all.add(scored[e][i].completed(facts[i], effort));
        }
      }
      return all;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Optional<GradientFacts>[] facts(Optional<float[]> startingGradient) {
      Optional<GradientFacts>[] facts = new Optional[numbers.length];
      Arrays.fill(facts, Optional.empty());
      startingGradient.ifPresent(
          gradient -> {
            for (int i = 0; i < attacked.length; i++) {
              facts[attacked[i]] = Optional.of(GradientFacts.of(gradient, i * size, size));
            }
          });
      return facts;
    }
  }

  /** Adversarial images of all that are attacked, and what the model makes of them. */
  private final class Scored {
    private final float[] images;
    private final Prediction[] predictions;
    private final Prediction[] rounded;

    Scored(float[] images) {
      this.images = images;
      int count = images.length / size;
      predictions = predictions(images, count);
      rounded = predictions(GreyLevels.nearest(images), count);
    }
  }
}
