package org.qusecnets.sweep.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * The least that breaking each image took, by curve and seed. Minima do not depend on the order in
 * which examples are added.
 */
public final class ImageMinima implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers of all curves together that a page holds at most, about 200 KB of text. */
  private static final int MOST_VALUES = 30_000;

  private static final int MOST_OF_A_CURVE = 120;
  private static final int FEWEST_OF_A_CURVE = 15;

  /** Numbers of single images that a page holds at most, about 120 KB of text. */
  private static final int MOST_SINGLE = 20_000;

  private static final int MOST_IMAGES = 100;

  /** What lies nearer than this share of epsilon was not merely put on the bound. */
  private static final double INSIDE = 0.95;

  /** Not a number where an image is not among the examples, infinite where nothing was found. */
  private final Map<Integer, Map<Long, float[]>> values = new TreeMap<>();

  /** Of each curve's examples, successes that no smaller epsilon had, and those well inside. */
  private final Map<Integer, long[]> insides = new HashMap<>();

  /** Adds what an example says to the curves that it counts for. */
  public void add(ExampleRow row, CurveChoice choice) {
    CurveChoice.Source source = choice.sources().get(row.cellId());
    for (int curve : source.curves()) {
      CurveChoice.Curve chosen = choice.curves().get(curve);
      put(curve, source.seed(), row.imageIndex(), value(row, source.norm(), chosen.kind()));
      if (row.success() && !row.reused()) {
        double distance = row.distance(source.norm());
        long[] counts = insides.computeIfAbsent(curve, c -> new long[2]);
        counts[0]++;
        counts[1] += distance < INSIDE * source.epsilon() ? 1 : 0;
      }
    }
  }

  private static float value(ExampleRow row, Norm norm, ImageCurve.Kind kind) {
    if (row.cleanPrediction() != row.label()) {
      return 0;
    } else if (row.adversarialPrediction() == row.label()) {
      return Float.POSITIVE_INFINITY;
    } else if (kind == ImageCurve.Kind.QUERIES) {
      return row.queries() == null ? Float.POSITIVE_INFINITY : row.queries();
    }
    return (float) row.distance(norm);
  }

  private void put(int curve, long seed, int image, float value) {
    Map<Long, float[]> bySeed = values.computeIfAbsent(curve, c -> new TreeMap<>());
    float[] own = bySeed.getOrDefault(seed, new float[0]);
    if (image >= own.length) {
      int known = own.length;
      own = Arrays.copyOf(own, Math.max(image + 1, 2 * known));
      Arrays.fill(own, known, own.length, Float.NaN);
      bySeed.put(seed, own);
    }
    own[image] = Float.isNaN(own[image]) ? value : Math.min(own[image], value);
  }

  /** Adds what another one has. */
  public void addAll(ImageMinima other) {
    other.values.forEach(
        (curve, bySeed) ->
            bySeed.forEach(
                (seed, all) -> {
                  for (int image = 0; image < all.length; image++) {
                    if (!Float.isNaN(all[image])) {
                      put(curve, seed, image, all[image]);
                    }
                  }
                }));
    other.insides.forEach(
        (curve, counts) -> {
          long[] own = insides.computeIfAbsent(curve, c -> new long[2]);
          own[0] += counts[0];
          own[1] += counts[1];
        });
  }

  /**
   * The curves. Distances of an attack are left out where most of what it finds lies on the bound:
   * they tell which epsilons were run, and accuracy over epsilon shows that.
   */
  public List<ImageCurve> curves(CurveChoice choice) {
    Set<String> measuring = measuringSettings(choice);
    List<Integer> drawn =
        values.keySet().stream()
            .filter(
                curve ->
                    choice.curves().get(curve).kind() != ImageCurve.Kind.DISTANCE
                        || measuring.contains(choice.curves().get(curve).setting()))
            .toList();
    int room = drawn.isEmpty() ? 0 : MOST_VALUES / drawn.size();
    int most = Math.max(FEWEST_OF_A_CURVE, Math.min(MOST_OF_A_CURVE, room));
    int singles = drawn.isEmpty() ? 0 : Math.min(MOST_IMAGES, MOST_SINGLE / drawn.size());
    List<ImageCurve> curves = new ArrayList<>();
    for (int curve : drawn) {
      CurveChoice.Curve chosen = choice.curves().get(curve);
      curves.add(curve(chosen, values.get(curve), most, singles));
    }
    return curves;
  }

  private Set<String> measuringSettings(CurveChoice choice) {
    Map<String, long[]> bySetting = new HashMap<>();
    insides.forEach(
        (curve, counts) -> {
          long[] own =
              bySetting.computeIfAbsent(choice.curves().get(curve).setting(), s -> new long[2]);
          own[0] += counts[0];
          own[1] += counts[1];
        });
    Set<String> measuring = new HashSet<>();
    bySetting.forEach(
        (setting, counts) -> {
          if (2 * counts[1] >= counts[0]) {
            measuring.add(setting);
          }
        });
    return measuring;
  }

  private static ImageCurve curve(
      CurveChoice.Curve chosen, Map<Long, float[]> bySeed, int most, int singles) {
    float[] all = new float[bySeed.values().stream().mapToInt(v -> v.length).sum()];
    int images = 0;
    for (float[] own : bySeed.values()) {
      for (float value : own) {
        if (!Float.isNaN(value)) {
          all[images++] = value;
        }
      }
    }
    all = Arrays.copyOf(all, images);
    Arrays.sort(all);
    int wrong = 0;
    int broken = 0;
    for (float value : all) {
      wrong += value == 0 ? 1 : 0;
      broken += Float.isFinite(value) ? 1 : 0;
    }
    int found = broken - wrong;
    float[] values = new float[Math.min(found, most)];
    for (int i = 0; i < values.length; i++) {
      values[i] = all[wrong - 1 + (int) (((i + 1L) * found + values.length - 1) / values.length)];
    }
    double median = ((double) all[(images - 1) / 2] + all[images / 2]) / 2;
    float[] first = bySeed.values().iterator().next();
    int known = first.length;
    while (Float.isNaN(first[known - 1])) {
      known--;
    }
    return new ImageCurve(
        chosen.kind(),
        chosen.cellId(),
        bySeed.size(),
        images,
        wrong,
        broken,
        Double.isFinite(median) ? (Double) median : null,
        values,
        Arrays.copyOf(first, Math.min(known, singles)));
  }
}
