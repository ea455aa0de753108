package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.TrainedModel;

/**
 * Trains a model by all tasks that can run at a time. It is done on the driver, which has Spark do
 * the work.
 *
 * @param unit what to train
 * @param spark the running Spark
 */
record SharedTrainUnit(TrainUnit unit, JavaSparkContext spark) implements DelegatingUnit {
  @Override
  public String description() {
    return unit.description() + ", together";
  }

  @Override
  public boolean needsThisJvm() {
    return true;
  }

  @Override
  public UnitResult run(UnitContext context) throws IOException {
    spark.setLocalProperty(SparkLifecycle.POOL, SparkLifecycle.FIRST_POOL);
    return unit.run(context, this::train);
  }

  private TrainedModel train(ModelSpecification model, UnitContext context) throws IOException {
    TrainedModel trained;
    try {
      trained =
          DataParallelTraining.train(
              spark,
              model.recipe(),
              TrainUnit.images(model, context),
              model.weightSeed(),
              model.shuffleSeed(),
              spark.defaultParallelism(),
              epoch ->
                  context.progressed(
                      model.dataset().trainImages(), estimatedSeconds() / model.epochs()));
    } catch (RuntimeException e) {
      if (spark.sc().isStopped()) {
        throw new InfrastructureException("training by all tasks was cut off", e);
      }
      throw e;
    }
    // The steps were the executors', who have one thread a task; the driver only took means.
    return trained.trainedBy(trained.provenance().withThreads(1));
  }
}
