package org.qusecnets.sweep.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.Losses;
import org.qusecnets.sweep.attack.Rows;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * The search for a nearer adversarial image, in L2, from one that an attack found: among the
 * outputs of an element-wise function, each of which costs the square of the way to its pixel.
 *
 * <p>It first takes changes back, those that are worth least to first order for what they cost: as
 * many at a time as leave the image adversarial, one at a time where that ends. Then it makes
 * changes that are worth most and takes others back again, and puts single changes in the place of
 * dearer ones; what comes nearer stays.
 */
final class OutputSearch {
  /** A search that has asked for so many predictions ends with what it has. */
  private static final int MOST_PREDICTIONS = 1500;

  /** How many changes are taken back at a time; beyond, all of them. */
  private static final int[] TOGETHER = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256};

  /** What is not worth going on for: a share of the cost. */
  private static final double LITTLE = 0.002;

  /** Of how many changes each is tried by itself. */
  private static final int SINGLES = 32;

  /** How many changes are made at a time, one number after another as long as nothing is gained. */
  private static final int[] EXCHANGED = {1, 3, 8};

  /** How many changes are tried in the place of each of as many. */
  private static final int SWAPPED = 8;

  private final Classifier outputs;
  private final AttackBatch image;
  private final OutputMoves moves;
  private final int size;
  private int asked;
  private State best;

  /**
   * A search.
   *
   * @param outputs a classifier of outputs
   * @param image the one image
   * @param found an adversarial image, [channels, height, width]
   * @param foundOutputs what becomes of it
   */
  OutputSearch(
      Classifier outputs,
      AttackBatch image,
      OutputMoves moves,
      float[] found,
      float[] foundOutputs) {
    this.outputs = outputs;
    this.image = image;
    this.moves = moves;
    size = image.size();
    best = new State(found.clone(), foundOutputs.clone());
  }

  /** An adversarial image that is not farther than the one that it began from. */
  float[] nearest() {
    best = reduced(best);
    int failures = 0;
    while (failures <= EXCHANGED.length && !isOver() && best.cost() > 0) {
      State other =
          failures < EXCHANGED.length ? exchanged(best, EXCHANGED[failures]) : swapped(best);
      failures = other.cost() > (1 - LITTLE) * best.cost() ? failures + 1 : 0;
      best = other.cost() < best.cost() ? other : best;
    }
    return best.pixels;
  }

  private boolean isOver() {
    return asked >= MOST_PREDICTIONS;
  }

  /** Pixels and what becomes of them. */
  private final class State {
    private final float[] pixels;
    private final float[] outputs;

    State(float[] pixels, float[] outputs) {
      this.pixels = pixels;
      this.outputs = outputs;
    }

    /** Where a value is. */
    OutputMoves.Move at(int value) {
      return moves.move(value, pixels[value], outputs[value]);
    }

    double cost() {
      return IntStream.range(0, size).mapToDouble(value -> at(value).cost()).sum();
    }

    State with(List<Change> changes) {
      State changed = new State(pixels.clone(), outputs.clone());
      for (Change change : changes) {
        changed.pixels[change.value] = change.to.pixel();
        changed.outputs[change.value] = change.to.output();
      }
      return changed;
    }
  }

  /**
   * A change of one value.
   *
   * @param saved the cost that it saves, below 0 if it costs more
   * @param worth how much margin, to first order, is gained for a unit of cost, or lost where cost
   *     is saved
   */
  private record Change(int value, OutputMoves.Move to, double saved, double worth) {}

  /** With changes taken back until none can be. */
  private State reduced(State from) {
    State state = from;
    while (!isOver()) {
      List<Change> changes = nearer(state, gradient(state));
      State shorter = shorter(state, changes);
      if (shorter.cost() > (1 - LITTLE) * state.cost()) {
        return shorter;
      }
      state = shorter;
    }
    return state;
  }

  /** With as many of the first changes as leave it adversarial, or one of them; itself if none. */
  private State shorter(State state, List<Change> changes) {
    int all = changes.size();
    if (all == 0) {
      return state;
    }
    int[] counts =
        IntStream.concat(IntStream.of(TOGETHER).filter(n -> n < all), IntStream.of(all)).toArray();
    State several =
        farthest(state, counts.length, i -> changes.subList(0, counts[i]), i -> counts[i]);
    if (several != state) {
      return several;
    }
    return farthest(
        state, Math.min(SINGLES, all), i -> changes.subList(i, i + 1), i -> changes.get(i).saved);
  }

  /** With that of some lists of changes that leaves it adversarial and is worth most. */
  private State farthest(
      State state, int count, IntFunction<List<Change>> changes, ToDoubleFunction<Integer> worth) {
    List<State> tried =
        IntStream.range(0, count).mapToObj(i -> state.with(changes.apply(i))).toList();
    boolean[] adversarial = adversarial(tried);
    return IntStream.range(0, count)
        .filter(i -> adversarial[i])
        .boxed()
        .max(Comparator.comparingDouble(worth))
        .map(tried::get)
        .orElse(state);
  }

  /** With some changes more that are worth their cost, and others taken back. */
  private State exchanged(State state, int count) {
    List<Change> changes = farther(state, gradient(state));
    State more = state.with(changes.subList(0, Math.min(count, changes.size())));
    return adversarial(List.of(more))[0] ? reduced(more) : state;
  }

  /** With one change for another that costs more, if that leaves it adversarial. */
  private State swapped(State state) {
    float[] gradient = gradient(state);
    List<Change> made = farther(state, gradient);
    List<Change> back = nearer(state, gradient);
    back.sort(Comparator.comparingDouble(change -> -change.saved));
    List<List<Change>> swaps = new ArrayList<>();
    for (Change one : made.subList(0, Math.min(SWAPPED, made.size()))) {
      for (Change other : back.subList(0, Math.min(SWAPPED, back.size()))) {
        if (one.value != other.value && one.saved + other.saved > 0) {
          swaps.add(List.of(one, other));
        }
      }
    }
    State swapped =
        farthest(
            state,
            swaps.size(),
            swaps::get,
            i -> swaps.get(i).get(0).saved + swaps.get(i).get(1).saved);
    return swapped == state ? state : reduced(swapped);
  }

  /** Changes away from the clean image that raise the margin, that of the largest worth first. */
  private List<Change> farther(State state, float[] gradient) {
    List<Change> changes = new ArrayList<>();
    for (int value = 0; value < size; value++) {
      OutputMoves.Move now = state.at(value);
      OutputMoves.Side side = gradient[value] > 0 ? OutputMoves.Side.UP : OutputMoves.Side.DOWN;
      OutputMoves.Move farther = moves.farther(value, now, side);
      if (gradient[value] * (farther.output() - now.output()) > 0) {
        changes.add(change(value, now, farther, gradient));
      }
    }
    changes.sort(Comparator.comparingDouble(change -> -change.worth));
    return changes;
  }

  /** Changes towards the clean image, one of each value, that of the least worth first. */
  private List<Change> nearer(State state, float[] gradient) {
    List<Change> changes = new ArrayList<>();
    for (int value = 0; value < size; value++) {
      OutputMoves.Move now = state.at(value);
      if (now.cost() > 0) {
        Change step = change(value, now, moves.nearer(value, now), gradient);
        Change whole = change(value, now, moves.back(value), gradient);
        changes.add(step.worth < whole.worth ? step : whole);
      }
    }
    changes.sort(Comparator.comparingDouble(Change::worth));
    return changes;
  }

  private static Change change(
      int value, OutputMoves.Move now, OutputMoves.Move to, float[] gradient) {
    double gain = (double) gradient[value] * (to.output() - now.output());
    double cost = Math.abs(to.cost() - now.cost());
    double worth = to.cost() < now.cost() ? -gain / cost : gain / cost;
    return new Change(value, to, now.cost() - to.cost(), worth);
  }

  private float[] gradient(State state) {
    return outputs
        .gradient(state.outputs, 1, Losses.MARGIN.of(image, outputs.classes()))
        .gradient();
  }

  private boolean[] adversarial(List<State> states) {
    int classes = outputs.classes();
    asked += states.size();
    float[] batch = Rows.joined(states.stream().map(state -> state.outputs).toList());
    float[] logits = outputs.logits(batch, states.size());
    boolean[] adversarial = new boolean[states.size()];
    for (int i = 0; i < adversarial.length; i++) {
      adversarial[i] = image.reached(0, Logits.argmax(logits, i * classes, classes));
    }
    return adversarial;
  }
}
