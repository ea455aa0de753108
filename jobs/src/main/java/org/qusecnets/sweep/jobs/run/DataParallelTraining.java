package org.qusecnets.sweep.jobs.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.ImageOrder;
import org.qusecnets.sweep.network.SharedNetwork;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Trains one model by several Spark tasks at once, by DL4J's averaging of parameters.
 *
 * <p>An epoch is a row of rounds. In each, every worker starts from the same parameters and takes
 * up to {@code averaging-frequency} steps on batches of its own; then parameters and the state of
 * the optimizers are averaged. Initial weights, order of the images, loss, optimizers and end are
 * those of {@link org.qusecnets.sweep.network.Trainer}, but w workers take w batches at a time
 * where it takes one, so that the network makes about a w-th of the progress of as many epochs.
 *
 * <p>It does not give the same bits each time, unlike all else in a sweep: sums are taken in the
 * order in which workers end, and the number of workers is part of the algorithm.
 */
final class DataParallelTraining {
  private final JavaSparkContext context;
  private final ModelRecipe recipe;
  private final int workers;
  private final Broadcast<ImageSet> images;
  private final int size;
  private final int batchSize;
  private final EngineTrainingMaster master;
  private final SparkDl4jMultiLayer shared;
  private int steps;

  private DataParallelTraining(
      JavaSparkContext context,
      ModelRecipe recipe,
      ImageSet images,
      SharedNetwork network,
      int workers) {
    this.context = context;
    this.recipe = recipe;
    this.workers = workers;
    this.images = context.broadcast(images);
    size = images.size();
    batchSize = Math.min(recipe.training().batchSize(), size);
    master =
        new EngineTrainingMaster(
            recipe, images.shape(), workers, batchSize, new TrainingCounts(context.sc()));
    shared = new SparkDl4jMultiLayer(context, network.network(), master);
  }

  /**
   * Trains a model, without what is only in place once it is trained. To be called on the driver.
   *
   * @param recipe what to train and how, with data parallel
   * @param images what to train on
   * @param weightSeed draws the initial weights
   * @param shuffleSeed draws the order of the images, anew for each epoch
   * @param workers tasks that train at the same time, at least 1
   * @param progress is told of every epoch that ends
   * @throws IllegalArgumentException if the recipe asks for what workers cannot do together
   * @throws UserException if the loss is no longer finite
   */
  static TrainedModel train(
      JavaSparkContext context,
      ModelRecipe recipe,
      ImageSet images,
      long weightSeed,
      long shuffleSeed,
      int workers,
      Consumer<Epoch> progress) {
    try (SharedNetwork network =
        new SharedNetwork(recipe, images.shape(), images.classes(), weightSeed)) {
      DataParallelTraining training =
          new DataParallelTraining(context, recipe, images, network, workers);
      try {
        ImageOrder order = new ImageOrder(shuffleSeed);
        while (!network.isTrained()) {
          Epoch ended = training.epoch(order.next(images.size()));
          network.ended(ended);
          progress.accept(ended);
        }
        return network.model();
      } finally {
        training.release();
      }
    }
  }

  private Epoch epoch(int[] order) {
    long start = System.nanoTime();
    master.counts().reset();
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < size; from += batchSize) {
      batches.add(Arrays.copyOfRange(order, from, Math.min(from + batchSize, size)));
    }
    int together = workers * recipe.training().averagingFrequency();
    for (int from = 0; from < batches.size(); from += together) {
      round(batches.subList(from, Math.min(from + together, batches.size())));
    }
    return master.counts().epoch((System.nanoTime() - start) / 1e9);
  }

  /** Each worker takes steps of its own, and the results are averaged. */
  private void round(List<int[]> batches) {
    int slices = Math.min(workers, batches.size());
    Broadcast<ImageSet> source = images;
    JavaRDD<DataSet> data =
        context
            .parallelize(new ArrayList<>(batches), slices)
            .map(numbers -> SharedNetwork.batch(source.value(), numbers));
    shared.fit(data);
    // DL4J counts averaging-frequency steps, also where there were fewer left.
    steps += (batches.size() + slices - 1) / slices;
    shared.getNetwork().setIterationCount(steps);
  }

  private void release() {
    master.release();
    images.destroy();
  }
}
