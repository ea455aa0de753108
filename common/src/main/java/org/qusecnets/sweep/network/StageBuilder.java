package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.network.NetworkStructure.Block;
import org.qusecnets.sweep.network.NetworkStructure.Quantizing;
import org.qusecnets.sweep.network.NetworkStructure.Single;
import org.qusecnets.sweep.network.NetworkStructure.Step;
import org.qusecnets.sweep.network.NetworkStructure.Weighted;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.layer.AveragePoolStage;
import org.qusecnets.sweep.network.layer.BoundedStage;
import org.qusecnets.sweep.network.layer.ConvolutionStage;
import org.qusecnets.sweep.network.layer.DropoutStage;
import org.qusecnets.sweep.network.layer.FoldedNormalization;
import org.qusecnets.sweep.network.layer.FunctionStage;
import org.qusecnets.sweep.network.layer.LayerGeometry;
import org.qusecnets.sweep.network.layer.LayerStage;
import org.qusecnets.sweep.network.layer.MaxPoolStage;
import org.qusecnets.sweep.network.layer.NormalizationStage;
import org.qusecnets.sweep.network.layer.PruningStage;
import org.qusecnets.sweep.network.layer.QuantizedStage;
import org.qusecnets.sweep.network.layer.Rectifier;
import org.qusecnets.sweep.network.layer.ResidualStage;
import org.qusecnets.sweep.network.layer.StageSequence;
import org.qusecnets.sweep.recipe.layer.Activation;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;
import org.qusecnets.sweep.recipe.layer.Dropout;
import org.qusecnets.sweep.recipe.layer.GlobalAveragePool;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Pooling;

/** Makes the stages of a {@link NetworkEngine} from the steps of a {@link NetworkStructure}. */
final class StageBuilder {
  private final Convolution.Purpose purpose;
  private final int capacity;
  private int activations;
  private int dropouts;

  /**
   * A builder.
   *
   * @param capacity the most images of a batch
   */
  StageBuilder(Convolution.Purpose purpose, int capacity) {
    this.purpose = purpose;
    this.capacity = capacity;
  }

  /** The stages of steps one behind the other. */
  StageSequence stages(List<Step> steps) {
    List<LayerStage> stages = new ArrayList<>();
    int next = 0;
    while (next < steps.size()) {
      next += add(steps, next, stages);
    }
    return new StageSequence(stages);
  }

  /** Adds the stages of a step and of those behind it that are part of it; returns how many. */
  private int add(List<Step> steps, int index, List<LayerStage> stages) {
    Step step = steps.get(index);
    if (step instanceof Weighted weighted) {
      return addWeighted(weighted, steps, index, stages);
    } else if (step instanceof Quantizing quantizing) {
      int units = step.input().size();
      stages.add(new QuantizedStage(step.name(), quantizing.options(), units, purpose, capacity));
      addPruning(units, stages);
      return 1;
    } else if (step instanceof Block block) {
      boolean rectified = isRectifier(steps, index + 1);
      Optional<StageSequence> shortcut =
          Optional.of(block.shortcut()).filter(path -> !path.isEmpty()).map(this::stages);
      stages.add(
          new ResidualStage(
              stages(block.body()),
              shortcut,
              rectifier(rectified),
              block.input().size(),
              capacity));
      return addPruningWhere(rectified, block.output().size(), stages);
    }
    return addSingle((Single) step, steps, index, stages);
  }

  private int addWeighted(Weighted weighted, List<Step> steps, int index, List<LayerStage> stages) {
    int units = weighted.output().size();
    Optional<FoldedNormalization> folded = Optional.empty();
    boolean rectified = weighted.following().filter(Activation.Relu.class::isInstance).isPresent();
    int used = 1;
    if (purpose == Convolution.Purpose.EVALUATION
        && weighted.following().isEmpty()
        && layerAt(steps, index + 1) instanceof BatchNormalization normalization
        && !normalization.isFixed()) {
      folded =
          Optional.of(
              new FoldedNormalization(steps.get(index + 1).name(), normalization.epsilon()));
      rectified = isRectifier(steps, index + 2);
      used = rectified ? 3 : 2;
    }
    stages.add(
        new ConvolutionStage(
            weighted.name(),
            LayerGeometry.of(weighted.layer(), weighted.input()),
            weighted.bias(),
            rectifier(rectified),
            folded,
            purpose,
            capacity));
    if (rectified) {
      addPruning(units, stages);
    } else if (weighted.following().isPresent()) {
      addActivation(weighted.following().get(), units, stages);
    }
    return used;
  }

  private int addSingle(Single single, List<Step> steps, int index, List<LayerStage> stages) {
    NetworkLayer layer = single.layer();
    int units = single.input().size();
    if (layer instanceof Activation activation) {
      addActivation(activation, units, stages);
    } else if (layer instanceof BatchNormalization normalization) {
      boolean rectified = isRectifier(steps, index + 1);
      stages.add(
          new NormalizationStage(
              single.name(), normalization, single.input(), rectifier(rectified), capacity));
      return addPruningWhere(rectified, units, stages);
    } else if (layer instanceof Dropout dropout) {
      stages.add(new DropoutStage(units, dropouts++, dropout.rate(), capacity));
    } else if (layer instanceof GlobalAveragePool) {
      stages.add(AveragePoolStage.ofAll(single.input(), single.output(), capacity));
    } else if (layer instanceof Pooling.Max pool) {
      stages.add(new MaxPoolStage(pool.window(), single.input(), single.output(), capacity));
    } else if (layer instanceof Pooling.Average pool) {
      stages.add(new AveragePoolStage(pool.window(), single.input(), single.output(), capacity));
    } else {
      throw new IllegalArgumentException("no stage for " + layer.type());
    }
    return 1;
  }

  private static NetworkLayer layerAt(List<Step> steps, int index) {
    return index < steps.size() && steps.get(index) instanceof Single single
        ? single.layer()
        : null;
  }

  private static boolean isRectifier(List<Step> steps, int index) {
    return layerAt(steps, index) instanceof Activation.Relu;
  }

  private static Rectifier rectifier(boolean rectified) {
    return rectified ? Rectifier.RELU : Rectifier.NONE;
  }

  /** Returns the number of steps of a stage that is rectified itself, or is not. */
  private int addPruningWhere(boolean rectified, int units, List<LayerStage> stages) {
    if (rectified) {
      addPruning(units, stages);
    }
    return rectified ? 2 : 1;
  }

  private void addActivation(Activation activation, int units, List<LayerStage> stages) {
    stages.add(
        activation instanceof Activation.BoundedRelu bounded
            ? new BoundedStage(bounded.limit(), units, capacity)
            : new FunctionStage(activation, units, capacity));
    addPruning(units, stages);
  }

  private void addPruning(int units, List<LayerStage> stages) {
    stages.add(new PruningStage(units, activations++, capacity));
  }
}
