package org.qusecnets.sweep.network.pretrained.onnx;

/** A value of a graph. */
sealed interface Value permits Constant, Signal {}
