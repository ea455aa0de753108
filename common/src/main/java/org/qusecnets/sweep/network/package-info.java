/**
 * Networks, and the only package that knows DL4J and ND4J.
 *
 * <p><b>One definition.</b> {@link org.qusecnets.sweep.network.NetworkStructure} lists the layers
 * of a recipe's network with names and shapes. {@link
 * org.qusecnets.sweep.network.NetworkDefinition} makes of it a DL4J network: DL4J holds its
 * configuration and its parameters, and DL4J's serializer stores it. The quantization layer and
 * quantized activations are DL4J layers like any other ({@code ThresholdLayer}). A network with
 * blocks is a {@code ComputationGraph}, any other a {@code MultiLayerNetwork}.
 *
 * <p><b>Its own arithmetic.</b> DL4J's convolution layers reach a fraction of what the same ND4J
 * can do, and give no gradient with respect to the image without those of all weights. {@link
 * org.qusecnets.sweep.network.NetworkEngine} is made from the same structure and computes logits
 * and gradients itself, layer by layer ({@link org.qusecnets.sweep.network.layer}). It takes the
 * parameters from the DL4J network and gives them back trained; nothing in a sweep computes in any
 * other way. What runs where, and why:
 *
 * <ul>
 *   <li><i>Layout.</i> Values between layers are Java arrays [rows, channels, columns, images]: a
 *       value of the whole batch lies side by side. Every loop in Java runs over images, whatever
 *       the number of channels, in a form that the compiler turns into vector instructions ({@code
 *       Vectors}, {@code VectorTransform}), and a row of patches for all images is a row of a
 *       matrix. Images and gradients are transposed at the engine's border.
 *   <li><i>Matrix products</i> are ND4J's, on memory outside the heap, filled and read in runs. All
 *       heavy arithmetic is one of them. They are contiguous and prepared once for each number of
 *       images ({@code MatrixProduct}, {@code PreparedProducts}): ND4J's build with oneDNN
 *       multiplies contiguous matrices faster than others, and preparing a call costs as much as a
 *       small product. Without oneDNN the same calls go to OpenBLAS: there is no other path to fall
 *       back to, only a slower library under the same one.
 *   <li><i>The first convolution</i>, the last one and dense layers are products of their weights
 *       with patches, one for each row of outputs ({@code PatchConvolution}). Where the kernel is
 *       the whole image, as in dense layers, the input is its own patch.
 *   <li><i>The second convolution</i> is 85 % of the paper's CNN's multiplications on MNIST.
 *       Winograd's method over its four phases needs 81 products where the definition has 225
 *       ({@code WinogradConvolution}; 100 for 324 on CIFAR-10), forward and for both gradients. Its
 *       rounding errors are larger than the definition's; tests hold them below 1e-6 of the size of
 *       the products that are summed. Larger tiles would need fewer products still and err more.
 *   <li><i>The quantization layer</i> needs one native exponential for each value and threshold;
 *       all else is Java ({@code QuantizationStage}).
 *   <li><i>Activations.</i> Rectifiers are part of the last pass over outputs of a convolution,
 *       batch normalisation or block. Others are stages of their own behind it; stochastic pruning
 *       comes last, with factors that are drawn from each image's seed. It is no part of the DL4J
 *       network, which is what is trained.
 *   <li><i>Batch normalisation</i> takes the statistics of the batch in a step of training and
 *       nowhere else. Attacks, those within adversarial training included, see the running ones;
 *       DL4J's own input gradient takes the batch's. Where a network is evaluated it is multiplied
 *       into the convolution before it.
 *   <li><i>Batches.</i> What an image gives does not depend, to the last bit, on the images beside
 *       it ({@link org.qusecnets.sweep.network.NetworkClassifier}).
 *   <li><i>Nothing that is not asked for.</i> Attacks compute no gradients of weights. Training
 *       computes no gradient of the first layer's input unless thresholds are learned.
 * </ul>
 *
 * <p>Tests hold the engine against DL4J's own layers in float and in double precision (outputs and
 * all gradients), its parts against their definitions in double precision, and DL4J's double
 * precision path against finite differences.
 *
 * <p><b>Training defenses.</b> What a defense does in training is part of the recipe: augmentations
 * change each batch in order, or double it, and see the network as it is then as a {@link
 * org.qusecnets.sweep.recipe.Classifier}; distillation trains a teacher first ({@link
 * org.qusecnets.sweep.network.Trainer}). Random numbers of an augmentation come from a hash of the
 * seed of the images' order, epoch, image and the augmentation's place, never from the generator of
 * that order.
 *
 * <p><b>Certified training</b> adds the loss of the worst logits in boxes around the images, which
 * what stands in front of the network makes boxes of what it takes ({@link
 * org.qusecnets.sweep.network.interval.WorstCase}). It computes in the engine's own convolutions
 * after each step's gradients of the images themselves, and adds its gradients to those.
 *
 * <p><b>Defended models.</b> A {@link org.qusecnets.sweep.recipe.ModelRecipe} says what a defense
 * puts around a network. Of that the archive holds what has parameters: the quantization layer and
 * quantized activations, as DL4J layers, and bounded rectifiers. {@link
 * org.qusecnets.sweep.recipe.InputTransform Transforms} of images and stochastic pruning are put
 * around the network when it is opened, from the recipe; {@code InputPipeline} takes images forward
 * and gradients back through all stages that stand in front, one after another. Some of it is in
 * place only once the network is trained: recipes that differ in nothing else have the same
 * weights, which are trained once. What is random draws by hashes of the model, of the image itself
 * and of the number of the draw, others for scoring than for an attacker ({@link
 * org.qusecnets.sweep.network.NetworkClassifier}).
 *
 * <p><b>Attackers' models.</b> A white-box attacker may take gradients straight through what stands
 * in front of the network or by another derivative, or search behind the first stages of it, for
 * which {@code InputPipeline} goes a part of the way ({@link
 * org.qusecnets.sweep.recipe.GradientPath}); a black-box attacker trains a substitute on the labels
 * that the model gives ({@link org.qusecnets.sweep.network.SubstituteTrainer}), by the same {@code
 * Training} as any other model.
 *
 * <p><b>Several workers, one network.</b> {@link org.qusecnets.sweep.network.SharedNetwork} and
 * {@link org.qusecnets.sweep.network.SharedSteps} take {@link org.qusecnets.sweep.network.Trainer}
 * apart for DL4J's averaging of parameters: the same start, steps and result, with everything that
 * a step changes handed over in the DL4J network.
 *
 * <p><b>Repeatable.</b> Weights are drawn with {@link java.util.Random}, whose sequence Java
 * specifies, from a seed that does not depend on the defense; one thread does all arithmetic of a
 * model. Another native build may give other last bits, so {@link
 * org.qusecnets.sweep.network.EngineProvenance} is kept with every model.
 *
 * <p>{@link org.qusecnets.sweep.network.NetworkEngine} is where to start reading. This package may
 * use {@code network.layer}, {@code network.arithmetic}, {@code network.interval}, {@code
 * network.optimizer}, {@code recipe}, {@code dataset} and {@code options}.
 */
package org.qusecnets.sweep.network;
