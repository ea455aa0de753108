package org.qusecnets.sweep.network.onnx;

import org.qusecnets.sweep.network.onnx.graph.OnnxGraph;

/**
 * A value of a graph, for a batch.
 *
 * @param name its name
 * @param form its axes
 */
record Value(String name, Form form) {
  /** Which axes a value has. */
  enum Form {
    /** [N, channels, height, width]. */
    IMAGES(4),
    /** [N, units]. */
    ROWS(2);

    private final int rank;

    Form(int rank) {
      this.rank = rank;
    }

    /** Number of axes. */
    int rank() {
      return rank;
    }
  }

  static Value images(String name) {
    return new Value(name, Form.IMAGES);
  }

  static Value rows(String name) {
    return new Value(name, Form.ROWS);
  }

  /** What a function of single values made of it. */
  Value become(String other) {
    return new Value(other, form);
  }

  /** The same with the axes of a row, in the order [channels, height, width]. */
  Value asRows(OnnxGraph graph) {
    return form == Form.ROWS
        ? this
        : rows(graph.node("Flatten", new OnnxGraph.Attributes().integer("axis", 1), name));
  }
}
