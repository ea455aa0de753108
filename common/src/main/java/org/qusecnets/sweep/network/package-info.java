/**
 * Networks, and the only package that knows DL4J and ND4J.
 *
 * <p><b>One definition.</b> {@link org.qusecnets.sweep.network.PaperCnn} defines the network as a
 * DL4J network: DL4J holds its configuration and its parameters, and DL4J's serializer stores it.
 * The quantization layer is a DL4J layer like any other.
 *
 * <p><b>Its own arithmetic.</b> DL4J's convolution layers reach a fraction of what the same ND4J
 * can do, and give no gradient with respect to the image without those of all weights. {@link
 * org.qusecnets.sweep.network.NetworkEngine} reads the layers of a DL4J network and computes logits
 * and gradients itself: values between layers are float arrays, channels last; a convolution is one
 * matrix product over patches, by ND4J, outside the Java heap; loops over values are written so
 * that Java's compiler makes vector instructions of them. Training computes no gradient of the
 * first layer's input unless thresholds are learned; attacks compute none of the weights. It takes
 * the parameters from the DL4J network and gives them back trained. Tests hold it against DL4J's
 * own layers, in float and in double precision, and these against finite differences.
 *
 * <p><b>Repeatable.</b> Weights are drawn with {@link java.util.Random}, whose sequence Java
 * specifies, from a seed that does not depend on the defense; one thread does all arithmetic of a
 * model. Another native build may give other last bits, so {@link
 * org.qusecnets.sweep.network.EngineProvenance} is kept with every model.
 */
package org.qusecnets.sweep.network;
