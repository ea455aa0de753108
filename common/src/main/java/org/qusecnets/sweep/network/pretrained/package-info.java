/**
 * Networks with weights that were trained elsewhere: files of other programs as layers of ours and
 * the numbers in them. {@link org.qusecnets.sweep.network.pretrained.PretrainedNetwork} is where to
 * start reading.
 *
 * <p>A format ({@link org.qusecnets.sweep.network.pretrained.format.NetworkFormats}) reads bytes
 * and nothing else: it runs nothing that is in them, takes no memory before it knows how much there
 * is, and names what it cannot say in layers of ours ({@link
 * org.qusecnets.sweep.network.pretrained.UnreadableNetwork}) in place of leaving it out.
 *
 * <p>A further format is one package below this one and one line in {@code NetworkFormats}.
 *
 * <p>This package may use {@code recipe}, {@code dataset} and {@code options}.
 */
package org.qusecnets.sweep.network.pretrained;
