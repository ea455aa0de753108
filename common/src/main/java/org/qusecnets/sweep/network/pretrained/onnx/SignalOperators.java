package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All operators on what depends on the image. */
final class SignalOperators {
  private final Map<String, Operator> all = new HashMap<>();

  /** Those of a version of the standard. */
  SignalOperators(long operatorSet) {
    all.putAll(ConvolutionOperators.all());
    all.putAll(PaddingOperators.all());
    all.putAll(PoolingOperators.all());
    all.putAll(ReductionOperators.all());
    all.putAll(DenseOperators.all());
    all.putAll(NormalizationOperators.all());
    all.putAll(ActivationOperators.all(operatorSet));
    all.putAll(ArithmeticOperators.all());
    all.putAll(LayoutOperators.all());
  }

  /** That of a name, if it is known. */
  Optional<Operator> named(String type) {
    return Optional.ofNullable(all.get(type));
  }
}
