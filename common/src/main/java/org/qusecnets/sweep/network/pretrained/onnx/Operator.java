package org.qusecnets.sweep.network.pretrained.onnx;

import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** What a node makes of the values that it takes. */
@FunctionalInterface
interface Operator {
  Value apply(Operation operation) throws UnreadableNetwork;
}
