package org.qusecnets.sweep.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.qusecnets.sweep.recipe.layer.Activation.Gelu;

/**
 * The Gaussian error linear unit as a DL4J activation, in both its forms; DL4J's own, whether it is
 * called precise or not, is another approximation than either.
 *
 * @see <a href="https://arxiv.org/abs/1606.08415">Hendrycks, Gimpel 2016</a>
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE,
    setterVisibility = Visibility.NONE)
public final class GaussianActivation extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;
  private static final double CUBIC = 0.044715;

  private Gelu.Form form;

  /** For DL4J's JSON reader. */
  GaussianActivation() {}

  GaussianActivation(Gelu.Form form) {
    this.form = form;
  }

  @Override
  public INDArray getActivation(INDArray values, boolean training) {
    return values.muli(shares(values));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray values, INDArray gradient) {
    assertShape(values, gradient);
    INDArray slopes = shares(values).addi(slopesOfShares(values).muli(values));
    return new Pair<>(slopes.muli(gradient), null);
  }

  /** What each value is multiplied by: the normal distribution's share below it. */
  private INDArray shares(INDArray values) {
    if (form == Gelu.Form.TANH) {
      return Transforms.tanh(arguments(values), false).addi(1).muli(0.5);
    }
    INDArray scaled = values.div(Math.sqrt(2));
    return Nd4j.getExecutioner().exec(new Erf(scaled, scaled)).addi(1).muli(0.5);
  }

  private INDArray slopesOfShares(INDArray values) {
    INDArray squares = values.mul(values);
    if (form == Gelu.Form.TANH) {
      INDArray tangents = Transforms.tanh(arguments(values), false);
      INDArray inner = squares.muli(3 * CUBIC).addi(1).muli(Math.sqrt(2 / Math.PI));
      return tangents.mul(tangents).rsubi(1).muli(inner).muli(0.5);
    }
    return Transforms.exp(squares.muli(-0.5), false).divi(Math.sqrt(2 * Math.PI));
  }

  private static INDArray arguments(INDArray values) {
    return values.mul(values).muli(CUBIC).addi(1).muli(values).muli(Math.sqrt(2 / Math.PI));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GaussianActivation that && form == that.form;
  }

  @Override
  public int hashCode() {
    return form.hashCode();
  }

  @Override
  public String toString() {
    return "gelu " + form;
  }
}
