package org.qusecnets.sweep.certificate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.certificate.bound.Descent;
import org.qusecnets.sweep.certificate.bound.NetworkBounds;
import org.qusecnets.sweep.certificate.bound.RectifierSplit;
import org.qusecnets.sweep.evaluation.OutputBox;
import org.qusecnets.sweep.network.Interruption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * CROWN on parts of the box: one that is not proven is split at the value of the network's input
 * that matters most to the bound, until all parts are proven, or the corner where a bound is
 * reached belongs to an image that is classified otherwise, or there are too many parts.
 *
 * <p>In place of a value, a hidden unit can be split whose rectifier is on both sides: parts then
 * share the bounds of hidden layers, each side has a multiplier in the bound of the margins, and a
 * part costs only that. That proves more where every value can change and hidden units are what is
 * loose, as without a quantizer. Rectifiers that can reach an upper bound are not split.
 *
 * <p>Where values come in levels a split leaves whole levels on both sides, so that a part ends as
 * a single image: with enough parts nearly every image is decided. The limit is a number of parts
 * and not a time, so that results do not depend on the machine.
 *
 * @see <a href="https://arxiv.org/abs/1909.06588">Bunel et al. 2020, Sections 3 and 4</a>, and <a
 *     href="https://arxiv.org/abs/2103.06624">Wang et al. 2021, Beta-CROWN, Section 3</a>
 */
record BranchAndBound(
    @Option(says = "Most parts of an image's box.", otherwise = "100", from = 1, to = 10_000_000)
        int parts,
    @Option(
            says = "Most steps of the search for slopes, in each part.",
            otherwise = "5",
            from = 1,
            to = 10_000)
        int iterations,
    @Option(says = "What is split.", otherwise = "values") Splits splits)
    implements BallCertificate {
  static final String TYPE = "branch-and-bound";

  /** What is split. */
  enum Splits {
    /** Ranges of what the network takes. */
    VALUES,
    /** Hidden units whose rectifier is on both sides, each side with a multiplier. */
    RECTIFIERS
  }

  BranchAndBound {
    Ranges.check(BranchAndBound.class, parts, iterations, splits);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Effort effort() {
    return splits == Splits.VALUES
        ? Effort.linearBounds(parts, iterations)
        : Effort.lastLayers(parts, iterations);
  }

  @Override
  public List<Proof> prove(
      CertifiedModel model, float[] image, int label, long seed, List<Double> epsilons) {
    Certificate.checkAscending(epsilons);
    List<Proof> proofs = new ArrayList<>();
    Status before = model.prediction(image) == label ? Status.UNKNOWN : Status.MISCLASSIFIED;
    for (double epsilon : epsilons) {
      Proof proof =
          before == Status.BROKEN || before == Status.MISCLASSIFIED
              ? Proof.without(epsilon, before)
              : new Search(model, image, label, epsilon).proof();
      before = proof.status();
      proofs.add(proof);
    }
    return proofs;
  }

  /** A part of the box that is not proven. */
  private record Open(
      Box box, List<RectifierSplit> sides, double margin, int number, Descent descent) {}

  /** The search of one image at one epsilon. */
  private final class Search {
    private final CertifiedModel model;
    private final float[] image;
    private final int label;
    private final double epsilon;
    private final PriorityQueue<Open> open =
        new PriorityQueue<>(Comparator.comparingDouble(Open::margin).thenComparing(Open::number));
    private double proven = Double.POSITIVE_INFINITY;
    private boolean broken;
    private int number;
    private NetworkBounds whole;

    Search(CertifiedModel model, float[] image, int label, double epsilon) {
      this.model = model;
      this.image = image;
      this.label = label;
      this.epsilon = epsilon;
    }

    Proof proof() {
      Box box = model.box(image, epsilon);
      whole = NetworkBounds.linear(model.network(), box);
      bound(whole);
      while (!open.isEmpty() && !broken && number < parts) {
        List<NetworkBounds> both = parts(open.peek());
        if (both.isEmpty()) {
          return result(box, Status.UNKNOWN);
        }
        open.poll();
        both.forEach(this::bound);
      }
      if (broken) {
        return result(box, Status.BROKEN);
      }
      return result(box, open.isEmpty() ? Status.CERTIFIED : Status.UNKNOWN);
    }

    /** Both parts of one that is open, or none if there is nothing to split. */
    private List<NetworkBounds> parts(Open part) {
      return splits == Splits.VALUES
          ? halves(part).stream().map(whole::ofPart).toList()
          : part.descent().rectifiers().stream().map(side -> onSide(part, side)).toList();
    }

    private NetworkBounds onSide(Open part, RectifierSplit side) {
      return whole.onSides(Stream.concat(part.sides().stream(), Stream.of(side)).toList());
    }

    private Proof result(Box box, Status status) {
      double worst = open.isEmpty() ? proven : Math.min(proven, open.peek().margin());
      return new Proof(
          epsilon, status, worst, Double.NaN, model.undecided(box), whole.unstableRectifiers());
    }

    private void bound(NetworkBounds bounds) {
      Interruption.check();
      double[] margins = bounds.searchedMargins(label, iterations);
      number++;
      int worst = label == 0 ? 1 : 0;
      for (int other = 0; other < margins.length; other++) {
        worst = other != label && !(margins[other] >= margins[worst]) ? other : worst;
      }
      if (NetworkBounds.isProven(margins, label)) {
        proven = Math.min(proven, margins[worst]);
        return;
      }
      Descent descent = bounds.descent(label, worst);
      broken |= model.isBroken(image, epsilon, descent.corner(), label);
      double margin = margins[worst];
      open.add(
          new Open(
              bounds.box(),
              bounds.splits(),
              Double.isNaN(margin) ? Double.NEGATIVE_INFINITY : margin,
              number,
              descent));
    }

    /** Both parts of a box, or none if no value of it can be split. */
    private List<Box> halves(Open part) {
      Box box = part.box();
      double[] influence = part.descent().influence();
      int value = 0;
      for (int i = 1; i < influence.length; i++) {
        value = influence[i] > influence[value] ? i : value;
      }
      if (!(influence[value] > 0)) {
        return List.of();
      }
      double low = box.lower()[value];
      double high = box.upper()[value];
      double below = low + (high - low) / 2;
      double above = below;
      if (model.hasSteps()) {
        float middle = (float) below;
        OutputBox outputs = model.outputs(image, epsilon);
        OutputBox.Bracket ends = outputs.bisect((i, output) -> output > middle);
        int place = model.place(value);
        double error = model.frontError();
        double last = Math.min(high, outputs.through(ends.below())[place] + error);
        double first = Math.max(low, outputs.through(ends.above())[place] - error);
        // A single level, as wide as rounding makes it, is halved like any other range.
        if (last >= low && last < high && first > low && first <= high) {
          below = last;
          above = first;
        }
      }
      return List.of(box.with(value, low, below), box.with(value, above, high));
    }
  }
}
