package org.qusecnets.sweep.network.onnx;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph;

/**
 * Thresholds that each value meets all of: [thresholds, ...], where the other sides are those of
 * the values or 1.
 *
 * @param graph what it is part of
 * @param name name of the constant
 * @param shape its shape
 * @param thresholds the thresholds in C order
 */
record ThresholdNodes(OnnxGraph graph, String name, long[] shape, float[] thresholds) {
  /** More at a time would multiply the memory of a batch by their number. */
  private static final int AT_A_TIME = 16;

  /** The same thresholds for all values of a form. */
  static ThresholdNodes shared(OnnxGraph graph, String name, Value.Form form, float[] thresholds) {
    long[] shape = new long[form.rank()];
    Arrays.fill(shape, 1);
    shape[0] = thresholds.length;
    return new ThresholdNodes(graph, name, shape, thresholds);
  }

  /** The number of thresholds that each value exceeds, in the form of the values. */
  String exceeded(String values) {
    return sum(values, (expanded, constant) -> whereExceeded(graph, expanded, constant));
  }

  /**
   * 1 where a value exceeds a threshold and else 0.
   *
   * @param values they broadcast with the thresholds
   * @param constant thresholds
   */
  static String whereExceeded(OnnxGraph graph, String values, String constant) {
    return graph.node(
        "Cast",
        new OnnxGraph.Attributes().integer("to", onnx.Onnx.TensorProto.DataType.FLOAT_VALUE),
        graph.node("Greater", values, constant));
  }

  /**
   * The sum over all thresholds of a function of value and threshold.
   *
   * @param values in the form of the values, the batch first
   * @param term the function, of values with an axis for thresholds behind the batch and of
   *     thresholds
   */
  String sum(String values, BinaryOperator<String> term) {
    String axis = graph.integers(1);
    String expanded = graph.node("Unsqueeze", values, axis);
    int count = (int) shape[0];
    int cells = thresholds.length / count;
    String sum = null;
    for (int first = 0; first < count; first += AT_A_TIME) {
      int end = Math.min(count, first + AT_A_TIME);
      long[] partShape = shape.clone();
      partShape[0] = (long) end - first;
      String constant =
          graph.floats(
              count <= AT_A_TIME ? name : name + "_from_" + first,
              partShape,
              Arrays.copyOfRange(thresholds, first * cells, end * cells));
      String part =
          graph.node(
              "ReduceSum",
              new OnnxGraph.Attributes().integer("keepdims", 0),
              term.apply(expanded, constant),
              axis);
      sum = sum == null ? part : graph.node("Add", sum, part);
    }
    return sum;
  }
}
