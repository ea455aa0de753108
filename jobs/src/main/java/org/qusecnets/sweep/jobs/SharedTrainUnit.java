package org.qusecnets.sweep.jobs;

import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains a model by all tasks that can run at a time. It is done on the driver, which has Spark do
 * the work.
 *
 * @param unit what to train
 * @param context the running Spark
 */
record SharedTrainUnit(TrainUnit unit, JavaSparkContext context) implements WorkUnit {
  @Override
  public String key() {
    return unit.key();
  }

  @Override
  public String description() {
    return unit.description() + ", together";
  }

  @Override
  public String dataset() {
    return unit.dataset();
  }

  @Override
  public double cost() {
    return unit.cost();
  }

  @Override
  public boolean needsThisJvm() {
    return true;
  }

  @Override
  public UnitResult run(Materials materials) throws IOException {
    context.setLocalProperty(SparkLifecycle.POOL, SparkLifecycle.FIRST_POOL);
    return unit.run(
        materials,
        (model, things) ->
            DataParallelTraining.train(
                context,
                model.recipe(),
                TrainUnit.images(model, things),
                TrainUnit.weightSeed(model),
                TrainUnit.shuffleSeed(model),
                context.defaultParallelism(),
                epoch -> things.progressed(model.dataset().trainImages())));
  }
}
