package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * Greedy local search (Narodytska and Kasiviswanathan 2016, Algorithm 3: LocSearchAdv): it tries
 * what each of some pixels does to the label's probability, changes the most sensitive ones, and
 * goes on with their neighbours. It needs probabilities only. Pixels are taken as -0.5 to 0.5, as
 * in the paper.
 *
 * @param rounds most rounds, at least 1
 * @param trial factor of the trial's value: {@code p sign(pixel)}, not 0
 * @param step factor of a change: {@code r pixel}, brought back into the range by its length
 * @param changes pixels that change in a round (t), at least 1
 * @param reach half the side of the square of neighbours (d), at least 1
 * @param seedShare share of the pixels that the first round tries, above 0 and at most 1
 * @param mostSeeds the most pixels that a round tries, drawn from the neighbours, at least 1
 */
record LocalSearch(
    int rounds, double trial, double step, int changes, int reach, double seedShare, int mostSeeds)
    implements Attack {
  static final String TYPE = "local-search";
  private static final int TRIALS_AT_ONCE = 500;

  LocalSearch {
    atLeastOne("rounds", rounds);
    atLeastOne("changes", changes);
    atLeastOne("reach", reach);
    atLeastOne("most-seeds", mostSeeds);
    if (!(seedShare > 0 && seedShare <= 1)) {
      throw new InvalidOption("seed-share", "must be above 0 and at most 1", seedShare);
    }
    if (trial == 0) {
      throw new InvalidOption("trial", "must not be 0", trial);
    }
    if (!(step > 0 && step <= 2)) {
      throw new InvalidOption("step", "must be above 0 and at most 2", step);
    }
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new InvalidOption(key, "must be at least 1", value);
    }
  }

  /** The defaults of AdverTorch. */
  static LocalSearch read(Options options) {
    return new LocalSearch(
        options.integer("rounds", 10),
        options.number("trial", 1),
        options.number("step", 1.5),
        options.integer("changes", 5),
        options.integer("reach", 5),
        options.number("seed-share", 0.1),
        options.integer("most-seeds", 128));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("rounds", rounds);
    parameters.put("trial", trial);
    parameters.put("step", step);
    parameters.put("changes", changes);
    parameters.put("reach", reach);
    parameters.put("seed-share", seedShare);
    parameters.put("most-seeds", mostSeeds);
    return parameters;
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
    return new QueryBudget(0, rounds * (mostSeeds + 1.0));
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    Search search = new Search(classifier, batch);
    int[] active = Rows.all(batch.count());
    for (int round = 0; round < rounds && active.length > 0; round++) {
      search.change(active, round);
      float[] now = Rows.gather(search.images, active, batch.size());
      boolean[] reached =
          batch.select(active).reached(classifier.logits(now, active.length), classifier);
      active = Rows.without(active, reached);
    }
    proposals.proposeNearest(search.images);
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

    /** One round of some images. */
    void change(int[] active, int round) {
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
        tried[image] = neighbours(chosen, batch.random(image, round + 1L));
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
