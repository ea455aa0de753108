package org.qusecnets.sweep.network.interval;

import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;

/**
 * A convolution or fully connected layer in training.
 *
 * @param geometry which inputs meet which weights
 * @param convolution for training, with the weights as they are; it is used and not closed here
 * @param weights in the order of {@link Convolution#place}
 * @param bias one for each filter
 * @param limit where its rectifier ends, infinity for none; the last layer has no rectifier
 */
public record TrainedLayer(
    ConvolutionGeometry geometry,
    Convolution convolution,
    TrainableParameters weights,
    TrainableParameters bias,
    float limit) {}
