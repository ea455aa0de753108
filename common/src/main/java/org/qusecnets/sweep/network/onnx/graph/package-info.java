/**
 * ONNX graphs in the making, whatever they are made of; {@link
 * org.qusecnets.sweep.network.onnx.graph.OnnxGraph} is where to start reading.
 *
 * <p>This package may use ND4J and the classes of ONNX's format that it brings, and none of ours.
 */
package org.qusecnets.sweep.network.onnx.graph;
