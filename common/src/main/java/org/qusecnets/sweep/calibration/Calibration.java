package org.qusecnets.sweep.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.network.DetectorCalibration;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.plan.AttackKind;
import org.qusecnets.sweep.plan.NominalEstimates;
import org.qusecnets.sweep.plan.ObservedAttack;
import org.qusecnets.sweep.plan.ObservedEstimates;
import org.qusecnets.sweep.plan.ObservedTraining;

/**
 * Measures each kind of training and of attack of a grid for a moment, on this thread.
 *
 * <p>Attacks are measured on models that were trained for that moment, and on images that these get
 * right. Trained models resist longer or give in sooner, and some of their images are not attacked
 * at all, so that the estimates of attacks that end early are approximate.
 */
public final class Calibration {
  /** A measurement that is this long is good enough. */
  private static final double MOST_SECONDS = 1;

  /** Models that attacks are to make sense on are trained a little longer. */
  private static final double MOST_TRAINING_SECONDS = 2;

  /** An attack on one image that may take longer is not tried. */
  private static final double LONGEST_IMAGE = 5;

  private static final int DETECTOR_IMAGES = 200;
  private static final double TRAINING_SHARE = 0.4;

  private final Grid grid;
  private final Map<String, Dataset> datasets;
  private final double seconds;
  private final NominalEstimates nominal = new NominalEstimates();
  private final Map<String, ModelSpecification> trainings = new LinkedHashMap<>();
  private final Map<AttackKind, AttackUnit> attacks = new LinkedHashMap<>();
  private final Map<AttackKind, Double> nominalSeconds = new HashMap<>();

  private final Map<String, TrainedModel> weights = new HashMap<>();
  private final List<ObservedTraining> observedTrainings = new ArrayList<>();
  private final List<ObservedAttack> observedAttacks = new ArrayList<>();

  /**
   * Finds out what there is to measure.
   *
   * @param datasets the datasets by name
   * @param seconds about how long to measure; a single measurement may end later
   */
  public Calibration(Grid grid, Map<String, Dataset> datasets, double seconds) {
    this.grid = grid;
    this.datasets = datasets;
    this.seconds = seconds;
    grid.models().forEach(model -> trainings.putIfAbsent(kind(model), model));
    for (AttackUnit unit : grid.units()) {
      AttackKind kind = AttackKind.of(unit);
      attacks.putIfAbsent(kind, unit);
      nominalSeconds.merge(kind, nominal.attack(unit).seconds(), Double::sum);
    }
  }

  private static String kind(ModelSpecification model) {
    return ObservedTraining.of(model, 1, 1).kind();
  }

  /** What will be measured, in a line. */
  public String announcement() {
    return String.format(
        Locale.ROOT,
        "Measuring %,d kinds of training and %,d of attacks on one core, for at most about %.0f s",
        trainings.size(),
        attacks.size(),
        seconds);
  }

  /** Measures, the work that nominally takes longest first where the time may not suffice. */
  public ObservedEstimates measure() {
    Budget budget = new Budget(seconds);
    train(new Budget(seconds * TRAINING_SHARE));
    attack(budget);
    String origin =
        String.format(
            Locale.ROOT,
            """
            Measured on one core of this machine in %.0f s: %,d of %,d kinds of training and %,d of %,d
            kinds of attacks. The models attacked were hardly trained, and every test image is taken
            to be attacked: the estimates of attacks that end early are approximate.
            """,
            budget.spent(),
            observedTrainings.size(),
            trainings.size(),
            observedAttacks.size(),
            attacks.size());
    return ObservedEstimates.of(origin, grid, observedTrainings, observedAttacks, List.of());
  }

  private void train(Budget budget) {
    // Substitutes last: they ask their targets.
    List<Map.Entry<String, ModelSpecification>> kinds =
        trainings.entrySet().stream()
            .sorted(
                Comparator.comparing(
                    (Map.Entry<String, ModelSpecification> entry) ->
                        entry.getValue().substituted().isPresent()))
            .toList();
    boolean warm = false;
    for (int i = 0; i < kinds.size(); i++) {
      ModelSpecification model = kinds.get(i).getValue();
      double share = budget.share(kinds.size() - i, MOST_TRAINING_SECONDS);
      if (!warm) {
        // The first one also measures how the virtual machine warms up.
        probe(model, share);
        warm = true;
      }
      TrainingProbe probe = probe(model, share);
      weights.put(kinds.get(i).getKey(), probe.weights());
      observedTrainings.add(probe.observed());
    }
  }

  private TrainingProbe probe(ModelSpecification model, double share) {
    Dataset data = datasets.get(model.dataset().name());
    return model
        .substituted()
        .map(
            substitution -> {
              try (NetworkClassifier target = open(substitution.target())) {
                return TrainingProbe.substitute(model, substitution, data, target);
              }
            })
        .orElseGet(() -> TrainingProbe.of(model, data.train(), share));
  }

  private NetworkClassifier open(ModelSpecification model) {
    ImageSet train = datasets.get(model.dataset().name()).train();
    int few = Math.min(DETECTOR_IMAGES, model.dataset().trainImages());
    TrainedModel trained =
        model.recipe().detecting().isEmpty()
            ? weights.get(kind(model))
            : DetectorCalibration.calibrate(
                weights.get(kind(model)),
                model.recipe(),
                train.select(StratifiedSample.indices(train, few)));
    return ModelArchive.open(trained, model.recipe(), train.shape());
  }

  private void attack(Budget budget) {
    List<AttackUnit> longestFirst =
        attacks.entrySet().stream()
            .sorted(
                Comparator.comparingDouble(
                    (Map.Entry<AttackKind, AttackUnit> entry) ->
                        -nominalSeconds.get(entry.getKey())))
            .map(Map.Entry::getValue)
            .toList();
    for (int i = 0; i < longestFirst.size(); i++) {
      double share = budget.share(longestFirst.size() - i, MOST_SECONDS);
      if (share > 0) {
        attack(longestFirst.get(i), share);
      }
    }
  }

  private void attack(AttackUnit unit, double share) {
    double expected = nominal.attack(unit).seconds() / unit.images();
    if (expected > LONGEST_IMAGE) {
      return;
    }
    ImageSet test = datasets.get(unit.dataset().name()).test();
    boolean itself = unit.source().id().equals(unit.model().id());
    try (NetworkClassifier scorer = open(unit.model());
        NetworkClassifier other = itself ? null : open(unit.source())) {
      AttackProbe probe = new AttackProbe(unit, test, scorer, itself ? scorer : other);
      if (probe.isPossible()) {
        observedAttacks.add(probe.measure(expected, share));
      }
    }
  }
}
