package org.qusecnets.sweep.network.onnx;

import org.qusecnets.sweep.network.onnx.graph.OnnxGraph;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph.Attributes;
import org.qusecnets.sweep.recipe.layer.Activation;

/** Activations as nodes. */
final class ActivationNodes {
  private static final double CUBIC = 0.044715;

  private ActivationNodes() {}

  /** What an activation makes of a value. */
  static String of(OnnxGraph graph, Activation activation, String value) {
    if (activation instanceof Activation.Relu) {
      return graph.node("Relu", value);
    } else if (activation instanceof Activation.BoundedRelu bounded) {
      return graph.node("Clip", value, graph.number(0), graph.number(bounded.limit()));
    } else if (activation instanceof Activation.LeakyRelu leaky) {
      return graph.node("LeakyRelu", new Attributes().number("alpha", leaky.slope()), value);
    } else if (activation instanceof Activation.Elu elu) {
      return graph.node("Elu", new Attributes().number("alpha", elu.alpha()), value);
    } else if (activation instanceof Activation.Tanh) {
      return graph.node("Tanh", value);
    } else if (activation instanceof Activation.Sigmoid) {
      return graph.node("Sigmoid", value);
    } else if (activation instanceof Activation.Softplus) {
      return graph.node("Softplus", value);
    } else if (activation instanceof Activation.Gelu gelu) {
      return gelu(graph, gelu.form(), value);
    }
    throw new IllegalArgumentException("no nodes for " + activation.type());
  }

  /** Of the operators that there are in every version: one of its own came late. */
  private static String gelu(OnnxGraph graph, Activation.Gelu.Form form, String value) {
    String function =
        switch (form) {
          case EXACT -> graph.node("Erf", graph.node("Mul", value, graph.number(Math.sqrt(0.5))));
          case TANH -> graph.node("Tanh", tangentArgument(graph, value));
        };
    String share =
        graph.node("Mul", graph.node("Add", function, graph.number(1)), graph.number(0.5));
    return graph.node("Mul", value, share);
  }

  private static String tangentArgument(OnnxGraph graph, String value) {
    String square = graph.node("Mul", value, value);
    String cube = graph.node("Mul", square, value);
    String sum = graph.node("Add", value, graph.node("Mul", cube, graph.number(CUBIC)));
    return graph.node("Mul", sum, graph.number(Math.sqrt(2 / Math.PI)));
  }
}
