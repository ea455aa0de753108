package org.qusecnets.sweep.calibration;

import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.Substitution;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.SubstituteTrainer;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.Trainer;
import org.qusecnets.sweep.plan.ObservedTraining;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.SubstituteOptions;

/**
 * Trains a model for a moment.
 *
 * @param weights what came of it
 * @param observed how long it took
 */
record TrainingProbe(TrainedModel weights, ObservedTraining observed) {
  private static final int MOST_ROUNDS = 3;

  /** One epoch of a batch, then one of as many images as take about this long. */
  static TrainingProbe of(ModelSpecification model, ImageSet train, double seconds) {
    int most = Math.min(train.size(), model.dataset().trainImages());
    int batch = Math.min(most, model.recipe().training().batchSize());
    TrainingProbe first = once(model, train, batch);
    double images = seconds * first.observed.images() / first.observed.seconds();
    int more = (int) Math.min(most, images);
    return more > batch ? once(model, train, more) : first;
  }

  private static TrainingProbe once(ModelSpecification model, ImageSet train, int images) {
    ModelRecipe recipe = model.recipe();
    TrainedModel weights =
        Trainer.train(
            recipe.drawn().trainedWith(recipe.training().withEpochs(1)),
            train.select(StratifiedSample.indices(train, images)),
            model.seed(),
            model.seed(),
            epoch -> {});
    // A teacher's epoch is one of them.
    return of(model, weights, (double) images * weights.history().size());
  }

  /** A few rounds of a substitute's training. */
  static TrainingProbe substitute(
      ModelSpecification model, Substitution substitution, Dataset data, NetworkClassifier target) {
    SubstituteOptions options = substitution.options().withAtMost(MOST_ROUNDS);
    ImageSet test = data.test();
    int[] holdOut =
        StratifiedSample.besides(test, model.dataset().testImages(), model.dataset().trainImages());
    TrainedModel weights =
        SubstituteTrainer.train(
            options,
            test.select(holdOut),
            target.attacked(GradientWay.EXACT, 1),
            model.seed(),
            model.seed(),
            epoch -> {});
    return of(model, weights, (double) options.trainingImages());
  }

  private static TrainingProbe of(ModelSpecification model, TrainedModel weights, double images) {
    double seconds = weights.history().stream().mapToDouble(Epoch::seconds).sum();
    return new TrainingProbe(weights, ObservedTraining.of(model, images, seconds));
  }
}
