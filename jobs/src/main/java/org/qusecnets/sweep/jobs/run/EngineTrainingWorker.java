package org.qusecnets.sweep.jobs.run;

import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.api.DataSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.SharedSteps;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** One worker of a round: steps by our engine on DL4J's copy of the network. */
final class EngineTrainingWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;
  private final ModelRecipe recipe;
  private final ImageShape shape;
  private final int rows;
  private final TrainingCounts counts;

  EngineTrainingWorker(
      Broadcast<NetBroadcastTuple> parameters,
      WorkerConfiguration configuration,
      ModelRecipe recipe,
      ImageShape shape,
      TrainingCounts counts) {
    super(parameters, true, configuration, null, null, null);
    this.recipe = recipe;
    this.shape = shape;
    this.counts = counts;
    rows = configuration.getBatchSizePerWorker();
  }

  /** Steps of the running task; each task has a worker of its own. */
  private transient SharedSteps steps;

  @Override
  public ParameterAveragingTrainingResult processMinibatch(
      DataSet batch, MultiLayerNetwork network, boolean last) {
    if (steps == null) {
      SharedSteps started = new SharedSteps(recipe, shape, network, rows);
      TaskCompletionListener close = task -> started.close();
      TaskContext.get().addTaskCompletionListener(close);
      steps = started;
    }
    TaskContext.get().killTaskIfInterrupted();
    double lossBefore = steps.loss();
    int correctBefore = steps.correct();
    steps.step(batch);
    counts.add(steps.loss() - lossBefore, steps.correct() - correctBefore, batch.numExamples());
    if (!last) {
      return null;
    }
    steps.store();
    return getFinalResult(network);
  }
}
