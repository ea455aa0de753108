package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * Greedy local search (Narodytska and Kasiviswanathan 2016, Algorithm 3: LocSearchAdv): it tries
 * what each of some pixels does to the label's probability, changes the most sensitive ones, and
 * goes on with their neighbours. It needs probabilities only. Pixels are taken as -0.5 to 0.5, as
 * in the paper.
 *
 * <p>The defaults are those of AdverTorch.
 *
 * @see <a href="https://arxiv.org/abs/1612.06299">Narodytska, Kasiviswanathan 2016, Algorithm 3</a>
 */
record LocalSearch(
    @Option(says = "Most iterations.", otherwise = "10", from = 1) int iterations,
    @Option(says = "Factor p of a trial's value, p sign(pixel).", otherwise = "1", not = 0)
        double trial,
    @Option(
            says = "Factor r of a change, r pixel, brought back into the range by its length.",
            otherwise = "1.5",
            above = 0,
            to = 2)
        double step,
    @Option(says = "Pixels t that change in an iteration.", otherwise = "5", from = 1) int changes,
    @Option(says = "Half the side d of the square of neighbours.", otherwise = "5", from = 1)
        int reach,
    @Option(
            says = "Share of the pixels that the first iteration tries.",
            otherwise = "0.1",
            above = 0,
            to = 1)
        double seedShare,
    @Option(
            says = "The most pixels that an iteration tries, drawn from the neighbours.",
            otherwise = "128",
            from = 1)
        int mostSeeds)
    implements Attack {
  static final String TYPE = "local-search";
  private static final int TRIALS_AT_ONCE = 500;

  LocalSearch {
    Ranges.check(LocalSearch.class, iterations, trial, step, changes, reach, seedShare, mostSeeds);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Access access() {
    return Access.PROBABILITIES;
  }

  @Override
  public Norm norm() {
    return Norm.L0;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(0, iterations * (mostSeeds + 1.0));
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    Decisions decisions = new Decisions(classifier, batch, norm(), epsilons, Decisions.NO_BUDGET);
    Search search = new Search(classifier, batch);
    int[] active = Rows.all(batch.count());
    for (int iteration = 0; iteration < iterations && active.length > 0; iteration++) {
      for (int image : active) {
        decisions.charge(image, search.tried[image].length);
      }
      search.change(active, iteration);
      float[] now = Rows.gather(search.images, active, batch.size());
      active = Rows.without(active, decisions.ask(active, now));
    }
    decisions.propose(search.images, proposals);
  }

  private final class Search {
    private final Classifier classifier;
    private final AttackBatch batch;
    private final ImageShape shape;
    private final int plane;
    private final int size;
    private final float[] images;
    private final int[][] tried;

    Search(Classifier classifier, AttackBatch batch) {
      this.classifier = classifier;
      this.batch = batch;
      shape = classifier.shape();
      plane = shape.height() * shape.width();
      size = batch.size();
      images = batch.pixels().clone();
      int seeds = Math.max(1, Math.min(mostSeeds, (int) (seedShare * plane)));
      tried = new int[batch.count()][];
      for (int i = 0; i < tried.length; i++) {
        tried[i] = Arrays.copyOf(Shuffle.of(plane, batch.random(i, 0)), seeds);
      }
    }

    /** One iteration of some images. */
    void change(int[] active, int iteration) {
      double[] probabilities = probabilities(active);
      int first = 0;
      for (int image : active) {
        int[] pixels = tried[image];
        int from = first;
        int[] chosen =
            IntStream.range(0, pixels.length)
                .boxed()
                .sorted(Comparator.comparingDouble(p -> probabilities[from + p]))
                .limit(changes)
                .mapToInt(p -> pixels[p])
                .toArray();
        for (int pixel : chosen) {
          for (int channel = 0; channel < shape.channels(); channel++) {
            int value = image * size + channel * plane + pixel;
            images[value] = cyclic(images[value]);
          }
        }
        first += pixels.length;
        tried[image] = neighbours(chosen, batch.random(image, iteration + 1L));
      }
    }

    /** The labels' probabilities with each of the images' pixels at its trial value. */
    private double[] probabilities(int[] active) {
      int[] owners =
          Arrays.stream(active)
              .flatMap(image -> Arrays.stream(tried[image]).map(pixel -> image))
              .toArray();
      int[] pixels = Arrays.stream(active).flatMap(image -> Arrays.stream(tried[image])).toArray();
      double[] probabilities = new double[pixels.length];
      for (int from = 0; from < pixels.length; from += TRIALS_AT_ONCE) {
        int count = Math.min(TRIALS_AT_ONCE, pixels.length - from);
        float[] trials = Rows.gather(images, Arrays.copyOfRange(owners, from, from + count), size);
        for (int t = 0; t < count; t++) {
          for (int channel = 0; channel < shape.channels(); channel++) {
            int value = t * size + channel * plane + pixels[from + t];
            double sign = Math.signum(trials[value] - 0.5);
            trials[value] = (float) Math.min(1, Math.max(0, trial * sign + 0.5));
          }
        }
        int classes = classifier.classes();
        float[] logits = classifier.logits(trials, count);
        for (int t = 0; t < count; t++) {
          int label = batch.labels()[owners[from + t]];
          probabilities[from + t] = Logits.probability(logits, t * classes, classes, label);
        }
      }
      return probabilities;
    }

    private float cyclic(float value) {
      double moved = step * (value - 0.5) + 0.5;
      if (moved < 0) {
        moved += 1;
      } else if (moved > 1) {
        moved -= 1;
      }
      return (float) moved;
    }

    private int[] neighbours(int[] chosen, SplittableRandom random) {
      Set<Integer> neighbours = new LinkedHashSet<>();
      for (int pixel : chosen) {
        int row = pixel / shape.width();
        int column = pixel % shape.width();
        for (int y = Math.max(0, row - reach);
            y <= Math.min(shape.height() - 1, row + reach);
            y++) {
          for (int x = Math.max(0, column - reach);
              x <= Math.min(shape.width() - 1, column + reach);
              x++) {
            neighbours.add(y * shape.width() + x);
          }
        }
      }
      int[] all = neighbours.stream().mapToInt(Integer::intValue).toArray();
      return Arrays.stream(Shuffle.of(all.length, random))
          .limit(mostSeeds)
          .map(i -> all[i])
          .toArray();
    }
  }
}
