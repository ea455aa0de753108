package org.qusecnets.sweep.network;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Steps of training on one worker's copy of a {@link SharedNetwork}, the same as {@link Trainer}'s.
 *
 * <p>Between workers DL4J carries and averages all that the steps change. The parameters are where
 * DL4J has them. The array that DL4J keeps for its optimizers' state, Adam's moments, begins with
 * that of our optimizers, which has at most as many values; DL4J does not look into it.
 */
public final class SharedSteps implements AutoCloseable {
  private final MultiLayerNetwork network;
  private final NetworkEngine engine;
  private final Optimizers optimizers;
  private final TrainingLoss loss;

  /**
   * Steps that go on from where a network is.
   *
   * @param recipe what the network was made from
   * @param shape the shape of one image
   * @param network the worker's copy
   * @param rows the most images of a step
   */
  public SharedSteps(ModelRecipe recipe, ImageShape shape, MultiLayerNetwork network, int rows) {
    this.network = network;
    engine =
        new NetworkEngine(network, recipe.inTraining(), shape, Convolution.Purpose.TRAINING, rows);
    loss = new TrainingLoss(recipe.training(), engine.classes());
    optimizers = new Optimizers(recipe, engine);
    loadState();
  }

  private void loadState() {
    INDArray kept = network.getUpdater().getStateViewArray();
    if (kept.length() < optimizers.stateSize()) {
      throw new IllegalStateException(
          "DL4J keeps "
              + kept.length()
              + " values of optimizers, they are "
              + optimizers.stateSize());
    }
    optimizers.loadState(kept.dup('c').data().asFloat(), network.getIterationCount());
  }

  /** One step on the images of a batch, as of {@link SharedNetwork#batch}. */
  public void step(DataSet batch) {
    int count = batch.numExamples();
    float[] logits = engine.trainingLogits(batch.getFeatures().dup('c').data().asFloat(), count);
    loss.differentiate(logits, labels(batch.getLabels()), count, engine.logitsGradient());
    engine.parameterGradients(count);
    optimizers.step(1);
    engine.parametersChanged();
    network.setIterationCount(network.getIterationCount() + 1);
  }

  private int[] labels(INDArray rows) {
    float[] values = rows.dup('c').data().asFloat();
    int[] labels = new int[values.length / engine.classes()];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = Logits.argmax(values, image * engine.classes(), engine.classes());
    }
    return labels;
  }

  /** Gives parameters and optimizers' state to the network. */
  public void store() {
    engine.store(network);
    INDArray kept = network.getUpdater().getStateViewArray();
    float[] state = new float[Math.toIntExact(kept.length())];
    optimizers.storeState(state);
    kept.assign(Nd4j.createFromArray(state).reshape('c', kept.shape()));
  }

  /** Losses of all images so far, each before its step, added up. */
  public double loss() {
    return loss.sum();
  }

  /** Number of images so far that were classified as their labels say, before their steps. */
  public int correct() {
    return loss.correct();
  }

  @Override
  public void close() {
    engine.close();
  }
}
