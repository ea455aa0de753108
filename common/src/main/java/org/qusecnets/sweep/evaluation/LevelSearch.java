package org.qusecnets.sweep.evaluation;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.Losses;
import org.qusecnets.sweep.attack.Rows;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * The search for an adversarial code of one image: outputs of a function with steps, beginning from
 * a point of the box that an attack found where it took no notice of steps.
 *
 * <p>Where few values are undecided between two levels, all codes are tried. Elsewhere the point is
 * rounded, to the nearest levels and at random with the probabilities that have it as their mean.
 * From the best codes values are then changed, several at a time as long as that is for the better,
 * then one at a time, and from the best codes two at a time: those of the largest gain to first
 * order are tried, and the best is taken. Codes are some of the points among which the attack
 * searched; where not even the point that it ended at is adversarial, only the best code is
 * changed.
 */
final class LevelSearch {
  /** The most undecided values of which all codes are tried: 4,096. */
  static final int ENUMERATED = 12;

  /**
   * A search that has asked for so many predictions ends with what it has: more than twenty times
   * what one takes behind two levels in the mean.
   */
  static final int MOST_PREDICTIONS = 10_000;

  private static final int DRAWS = 100;
  private static final int RESTARTS = 10;
  private static final int SINGLES = 64;
  private static final int PAIRED = 20;

  /** Of how many codes, where single changes end, two values are changed. */
  private static final int PAIRED_ENDS = 4;

  /** Tells these random numbers from an attack's. */
  private static final long USE = 0x6c6576656c73L;

  private final Classifier outputs;
  private final AttackBatch image;
  private final OutputLevels levels;
  private final int[] undecided;
  private final Set<FloatBuffer> visited = new HashSet<>();
  private float[] best;
  private double bestMargin = Double.NEGATIVE_INFINITY;
  private boolean reached;
  private int asked;

  /**
   * A search.
   *
   * @param outputs a classifier of outputs
   * @param image the one image
   * @param levels the image's
   */
  LevelSearch(Classifier outputs, AttackBatch image, OutputLevels levels) {
    this.outputs = outputs;
    this.image = image;
    this.levels = levels;
    undecided = levels.undecided();
    best = levels.clean().clone();
  }

  /** An adversarial code, or if none is found that of the largest margin. */
  float[] code() {
    if (undecided.length == 0) {
      return best;
    }
    if (undecided.length <= ENUMERATED && levels.isBinary(undecided)) {
      tryAll();
      return best;
    }
    List<float[]> rounded = rounded();
    double[] margins = tryCodes(rounded);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < margins.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> -margins[i]));
    if (isOver()) {
      return best;
    }
    int starts = isRelaxedAdversarial() ? RESTARTS : 1;
    List<Step> ends = new ArrayList<>();
    for (int start : order.subList(0, Math.min(starts, order.size()))) {
      ends.add(climb(new Step(rounded.get(start), margins[start])));
    }
    ends.sort(Comparator.comparingDouble(end -> -end.margin));
    ends.stream().limit(PAIRED_ENDS).forEach(this::changePairs);
    return best;
  }

  private boolean isRelaxedAdversarial() {
    asked++;
    return image.reached(outputs.logits(levels.relaxed().clone(), 1), outputs)[0];
  }

  private boolean isOver() {
    return reached || asked >= MOST_PREDICTIONS;
  }

  /** Tries each way to put the undecided values on one of their two levels. */
  private void tryAll() {
    List<float[]> codes = new ArrayList<>();
    for (int number = 0; number < 1 << undecided.length && !reached; number++) {
      float[] code = levels.clean().clone();
      for (int u = 0; u < undecided.length; u++) {
        int value = undecided[u];
        code[value] = (number >> u & 1) == 0 ? levels.least()[value] : levels.most()[value];
      }
      codes.add(code);
      if (codes.size() == SINGLES || number + 1 == 1 << undecided.length) {
        tryCodes(codes);
        codes.clear();
      }
    }
  }

  private List<float[]> rounded() {
    SplittableRandom random = image.random(0, USE);
    Set<FloatBuffer> codes = new LinkedHashSet<>();
    for (int draw = 0; draw <= DRAWS; draw++) {
      float[] code = levels.clean().clone();
      for (int value : undecided) {
        float below = levels.below()[value];
        float above = levels.above()[value];
        double share = above > below ? (levels.relaxed()[value] - below) / (above - below) : 0;
        double limit = draw == 0 ? 0.5 : random.nextDouble();
        code[value] = share > limit ? above : below;
      }
      codes.add(FloatBuffer.wrap(code));
    }
    return codes.stream().map(FloatBuffer::array).toList();
  }

  /** Changes a code for the better until nothing more is found, or one that was seen before. */
  private Step climb(Step start) {
    Step now = start;
    while (!isOver() && visited.add(FloatBuffer.wrap(now.code))) {
      List<Change> changes = changes(now.code);
      Step step = best(now.code, together(changes));
      if (!reached && step.margin <= now.margin) {
        step = best(now.code, changes.stream().map(List::of).limit(SINGLES).toList());
      }
      if (step.margin <= now.margin) {
        return now;
      }
      now = step;
    }
    return now;
  }

  /** Changes two values of a code at a time, and then single ones again. */
  private void changePairs(Step end) {
    Step now = end;
    while (!isOver()) {
      Step step = best(now.code, pairs(changes(now.code)));
      if (step.margin <= now.margin) {
        return;
      }
      now = climb(step);
    }
  }

  /** A code and its margin. */
  private record Step(float[] code, double margin) {}

  /**
   * A change of one value.
   *
   * @param gain by how much it raises the margin, to first order
   */
  private record Change(int value, float level, double gain) {}

  /** All changes of one value, that of the largest gain first. */
  private List<Change> changes(float[] code) {
    Classifier.Gradient gradient =
        outputs.gradient(code, 1, Losses.MARGIN.of(image, outputs.classes()));
    List<Change> changes = new ArrayList<>();
    for (int value : undecided) {
      Set<Float> choices = new LinkedHashSet<>();
      choices.add(levels.least()[value]);
      choices.add(levels.second()[value]);
      choices.add(levels.below()[value]);
      choices.add(levels.above()[value]);
      choices.add(levels.most()[value]);
      choices.remove(code[value]);
      for (float level : choices) {
        double gain = (double) gradient.gradient()[value] * (level - code[value]);
        changes.add(new Change(value, level, gain));
      }
    }
    changes.sort(Comparator.comparingDouble(change -> -change.gain));
    return changes;
  }

  /** The first changes that are for the better, one of each value: one, two, four and so on. */
  private static List<List<Change>> together(List<Change> changes) {
    Set<Integer> values = new HashSet<>();
    List<Change> gains =
        changes.stream().filter(change -> change.gain > 0 && values.add(change.value)).toList();
    List<List<Change>> together = new ArrayList<>();
    for (int count = 1; count < gains.size(); count *= 2) {
      together.add(gains.subList(0, count));
    }
    if (!gains.isEmpty()) {
      together.add(gains);
    }
    return together;
  }

  private static List<List<Change>> pairs(List<Change> changes) {
    List<List<Change>> pairs = new ArrayList<>();
    for (int i = 0; i < Math.min(PAIRED, changes.size()); i++) {
      for (int j = 0; j < i; j++) {
        if (changes.get(i).value != changes.get(j).value) {
          pairs.add(List.of(changes.get(i), changes.get(j)));
        }
      }
    }
    return pairs;
  }

  private Step best(float[] code, List<List<Change>> tried) {
    List<float[]> codes = new ArrayList<>();
    for (List<Change> changes : tried) {
      float[] changed = code.clone();
      changes.forEach(change -> changed[change.value] = change.level);
      codes.add(changed);
    }
    double[] margins = tryCodes(codes);
    int largest = -1;
    for (int i = 0; i < margins.length; i++) {
      largest = largest < 0 || margins[i] > margins[largest] ? i : largest;
    }
    return largest < 0
        ? new Step(code, Double.NEGATIVE_INFINITY)
        : new Step(codes.get(largest), margins[largest]);
  }

  /** The margins of codes; keeps the best, of adversarial ones the first. */
  private double[] tryCodes(List<float[]> codes) {
    int classes = outputs.classes();
    double[] margins = new double[codes.size()];
    asked += codes.size();
    float[] logits =
        codes.isEmpty() ? new float[0] : outputs.logits(Rows.joined(codes), codes.size());
    for (int i = 0; i < margins.length && !reached; i++) {
      margins[i] = Losses.MARGIN.value(image, 0, logits, i * classes, classes);
      reached = image.reached(0, Logits.argmax(logits, i * classes, classes));
      if (reached || margins[i] > bestMargin) {
        bestMargin = margins[i];
        best = codes.get(i);
      }
    }
    return margins;
  }
}
