package org.qusecnets.sweep.defense;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;
import org.qusecnets.sweep.options.Registry;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** The defenses that a configuration can name: those here and those of {@link DefensePlugin}s. */
public final class Defenses {
  private static final Registry<Defense> REGISTRY =
      new Registry<>(
          Defense.class,
          DefensePlugin.class,
          Defense::type,
          Map.ofEntries(
              Map.entry(
                  NoDefense.TYPE,
                  Declaration.of(NoDefense.class)
                      .described(
                          "No defense: the baseline of every comparison.", "QuSecNets, Section V")),
              Map.entry(
                  ConstantQuantization.TYPE,
                  Declaration.of(ConstantQuantization.class)
                      .described(
                          "Constant quantization: a layer of sigmoids whose thresholds stay in place.",
                          "QuSecNets, Section III, Eq. 1")),
              Map.entry(
                  TrainableQuantization.TYPE,
                  Declaration.of(TrainableQuantization.class)
                      .described(
                          "Trainable quantization: the layer's thresholds are learned with the network.",
                          "QuSecNets, Section III, Eq. 1 to 4")),
              Map.entry(
                  HardQuantization.TYPE,
                  Declaration.of(HardQuantization.class)
                      .described(
                          "Hard quantization: the steps that constant quantization approaches as z"
                              + " grows.",
                          "QuSecNets, Eq. 1")),
              Map.entry(
                  BitDepth.TYPE,
                  Declaration.of(BitDepth.class)
                      .described("Fewer bits of colour depth.", "Xu, Evans, Qi 2018, Section III")),
              Map.entry(
                  MedianFilter.TYPE,
                  Declaration.of(MedianFilter.class)
                      .described(
                          "Median smoothing: each value becomes the median of a square window.",
                          "Xu, Evans, Qi 2018, Section III; QuSecNets, Section V")),
              Map.entry(
                  NonLocalMeans.TYPE,
                  Declaration.of(NonLocalMeans.class)
                      .described(
                          "Non-local means: each value becomes a mean over patches that look"
                              + " alike.",
                          "Xu, Evans, Qi 2018, Section III; Buades, Coll, Morel 2005")),
              Map.entry(
                  FeatureSqueezing.TYPE,
                  Declaration.of(FeatureSqueezing.class)
                      .described(
                          "Feature squeezing as a joint detector of adversarial images.",
                          "Xu, Evans, Qi 2018, Section V")),
              Map.entry(
                  BoundedRelu.TYPE,
                  Declaration.of(BoundedRelu.class)
                      .described(
                          "Bounded rectifiers (BReLU) in all hidden layers.",
                          "Zantedeschi, Nicolae, Rawat 2017")),
              Map.entry(
                  GaussianAugmentation.TYPE,
                  Declaration.of(GaussianAugmentation.class)
                      .described(
                          "Gaussian data augmentation: training on noisy copies beside the clean"
                              + " images.",
                          "Zantedeschi, Nicolae, Rawat 2017")),
              Map.entry(
                  QuantizedActivations.TYPE,
                  Declaration.of(QuantizedActivations.class)
                      .described(
                          "Quantized activations in all hidden layers, fixed or dynamic (DQA).",
                          "Rakin, Yi, Gong, Fan 2018")),
              Map.entry(
                  AdversarialTraining.TYPE,
                  Declaration.of(AdversarialTraining.class)
                      .described(
                          "Adversarial training by FGSM or projected gradient descent.",
                          "Goodfellow, Shlens, Szegedy 2015, Section 6; Madry et al. 2018, Eq."
                              + " 2.1")),
              Map.entry(
                  IntervalTraining.TYPE,
                  Declaration.of(IntervalTraining.class)
                      .described(
                          "Certified training on interval bounds of boxes around the images.",
                          "Gowal et al. 2018, Section 3")),
              Map.entry(
                  CrownIntervalTraining.TYPE,
                  Declaration.of(CrownIntervalTraining.class)
                      .described(
                          "Certified training on interval bounds, at first mixed with linear ones"
                              + " (CROWN-IBP).",
                          "Zhang et al. 2020, Section 3.2")),
              Map.entry(
                  SmallBoxTraining.TYPE,
                  Declaration.of(SmallBoxTraining.class)
                      .described(
                          "Certified training on small boxes around adversarial images (SABR).",
                          "Mueller, Eckert, Fischer, Vechev 2022, Section 3")),
              Map.entry(
                  DefensiveDistillation.TYPE,
                  Declaration.of(DefensiveDistillation.class)
                      .described(
                          "Defensive distillation from a teacher at a high temperature.",
                          "Papernot, McDaniel, Wu, Jha, Swami 2016")),
              Map.entry(
                  InputDropout.TYPE,
                  Declaration.of(InputDropout.class)
                      .described(
                          "Input dropout: values of training images are set to 0 at random.",
                          "Srivastava et al. 2014; QuSecNets, Section V")),
              Map.entry(
                  ThermometerEncoding.TYPE,
                  Declaration.of(ThermometerEncoding.class)
                      .described(
                          "Thermometer encoding: a value becomes as many values as there are"
                              + " levels.",
                          "Buckman, Roy, Raffel, Goodfellow 2018")),
              Map.entry(
                  JpegCompression.TYPE,
                  Declaration.of(JpegCompression.class)
                      .described(
                          "JPEG compression and decompression of the image.",
                          "Guo, Rana, Cisse, van der Maaten 2018, Section 4")),
              Map.entry(
                  ResizeAndPad.TYPE,
                  Declaration.of(ResizeAndPad.class)
                      .described(
                          "Random resizing and padding of the image.",
                          "after Xie, Wang, Zhang, Ren, Yuille 2018")),
              Map.entry(
                  StochasticActivationPruning.TYPE,
                  Declaration.of(StochasticActivationPruning.class)
                      .described(
                          "Stochastic activation pruning (SAP) of all hidden layers.",
                          "Dhillon et al. 2018, Algorithm 1"))));

  private Defenses() {}

  /** The undefended network. */
  public static Defense none() {
    return new NoDefense();
  }

  /**
   * Several defenses in order, an image's way through them.
   *
   * @param parts one or more
   * @throws InvalidOption if they cannot go together
   */
  public static Defense inOrder(List<Defense> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Defense combination = new Combination(parts);
    combination.protect(
        ModelRecipe.undefended(NetworkOptions.defaults(), TrainingOptions.defaults()));
    return combination;
  }

  /** The names, in alphabetical order. */
  public static Set<String> types() {
    return REGISTRY.types();
  }

  /**
   * The options of the defense of this name.
   *
   * @throws InvalidOption if there is no such defense
   */
  public static Declaration<?> declaration(String type) {
    return REGISTRY.declaration(type);
  }

  /**
   * The defense of this name with these parameters.
   *
   * @throws InvalidOption if there is no such defense or a parameter is wrong
   */
  public static Defense read(String type, Options options) {
    return reading(type, options).orThrow();
  }

  /** What comes of these parameters: the defense, or all that is wrong with them. */
  public static Reading<Defense> reading(String type, Options options) {
    return REGISTRY.reading(type, options);
  }
}
