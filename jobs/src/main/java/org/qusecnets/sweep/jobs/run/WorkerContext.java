package org.qusecnets.sweep.jobs.run;

import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.ModelStore;

/**
 * What Spark's tasks have at hand: datasets reach each executor once, as broadcasts, and models
 * once, from the result folder.
 *
 * @param datasets the datasets by name
 * @param models the models of the result folder
 * @param done counts what was worked through
 */
record WorkerContext(Map<String, Broadcast<Dataset>> datasets, ModelStore models, DoneWork done)
    implements UnitContext {
  @Override
  public Dataset dataset(String name) throws InfrastructureException {
    try {
      return datasets.get(name).value();
    } catch (Exception e) {
      // Scala does not declare what it throws.
      throw new InfrastructureException("dataset " + name + " cannot be brought here", e);
    }
  }

  @Override
  public void progressed(long images, double work) {
    done.images().add(images);
    done.work().add(work);
  }
}
