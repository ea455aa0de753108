package org.qusecnets.sweep.jobs.run;

import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * DL4J's averaging of parameters, with workers that compute by our engine.
 *
 * <p>It takes its data as it is divided: one round in each call, one partition a worker. Left to
 * itself DL4J divides an epoch by chance and leaves out what a worker gets beyond {@code
 * averaging-frequency} batches.
 */
final class EngineTrainingMaster extends ParameterAveragingTrainingMaster {
  private final transient ModelRecipe recipe;
  private final transient ImageShape shape;
  private final transient TrainingCounts counts;
  private transient Broadcast<NetBroadcastTuple> parameters;

  EngineTrainingMaster(
      ModelRecipe recipe, ImageShape shape, int workers, int batchSize, TrainingCounts counts) {
    super(
        new Builder(workers, batchSize)
            .batchSizePerWorker(batchSize)
            .averagingFrequency(recipe.training().averagingFrequency())
            .saveUpdater(true)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .repartionData(Repartition.Never)
            .storageLevel(null));
    this.recipe = recipe;
    this.shape = shape;
    this.counts = counts;
  }

  TrainingCounts counts() {
    return counts;
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkDl4jMultiLayer shared) {
    release();
    MultiLayerNetwork network = shared.getNetwork();
    parameters =
        shared
            .getSparkContext()
            .broadcast(
                new NetBroadcastTuple(
                    network.getLayerWiseConfigurations(),
                    network.params(),
                    network.getUpdater().getStateViewArray()));
    WorkerConfiguration configuration =
        new WorkerConfiguration(
            false,
            rddDataSetNumExamples,
            batchSizePerWorker,
            averagingFrequency,
            prefetchNumBatches,
            false);
    return new EngineTrainingWorker(parameters, configuration, recipe, shape, counts);
  }

  /** Frees what was sent to the executors for the last round. */
  void release() {
    if (parameters != null) {
      parameters.destroy();
      parameters = null;
    }
  }
}
