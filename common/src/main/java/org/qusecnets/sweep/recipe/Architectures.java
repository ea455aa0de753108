package org.qusecnets.sweep.recipe;

import java.util.List;
import java.util.stream.Stream;
import org.qusecnets.sweep.recipe.layer.Activation.Relu;
import org.qusecnets.sweep.recipe.layer.Activation.Tanh;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;
import org.qusecnets.sweep.recipe.layer.Convolution;
import org.qusecnets.sweep.recipe.layer.Dense;
import org.qusecnets.sweep.recipe.layer.GlobalAveragePool;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Padding;
import org.qusecnets.sweep.recipe.layer.Pooling;
import org.qusecnets.sweep.recipe.layer.Residual;
import org.qusecnets.sweep.recipe.layer.Sides;

/** The architectures that the program knows by name. */
public final class Architectures {
  /** The paper's CNN: QuSecNets, Section IV-A; CleverHans {@code ModelBasicCNN}. */
  public static final Architecture PAPER_CNN =
      new Architecture(
          "paper-cnn",
          "CleverHans, ModelBasicCNN",
          rectified(
              new Convolution(64, 8, 2, Padding.SAME),
              new Convolution(128, 6, 2, Padding.VALID),
              new Convolution(128, 5, 1, Padding.VALID)));

  /** The substitute of CleverHans' black-box tutorial. */
  public static final Architecture MLP_200_200 =
      new Architecture(
          "mlp-200-200", "CleverHans, ModelSubstitute", rectified(new Dense(200), new Dense(200)));

  /** The smaller network of the literature on certificates. */
  public static final Architecture CNN_SMALL =
      new Architecture(
          "cnn-small",
          "Wong et al. 2018, Scaling provable adversarial defenses",
          rectified(
              new Convolution(16, 4, 2, Padding.SAME),
              new Convolution(32, 4, 2, Padding.SAME),
              new Dense(100)));

  /** The larger network of the literature on certificates. */
  public static final Architecture CNN_LARGE =
      new Architecture(
          "cnn-large",
          "Wong et al. 2018, Scaling provable adversarial defenses",
          rectified(
              new Convolution(32, 3, 1, Padding.SAME),
              new Convolution(32, 4, 2, Padding.SAME),
              new Convolution(64, 3, 1, Padding.SAME),
              new Convolution(64, 4, 2, Padding.SAME),
              new Dense(512),
              new Dense(512)));

  /** With full connections between its first two convolutions and plain means as its pools. */
  public static final Architecture LENET_5 =
      new Architecture(
          "lenet-5",
          "LeCun et al. 1998, Section II, simplified as is usual",
          List.of(
              new Convolution(6, 5, 1, Padding.SAME),
              new Tanh(),
              average(2),
              new Convolution(16, 5, 1, Padding.VALID),
              new Tanh(),
              average(2),
              new Dense(120),
              new Tanh(),
              new Dense(84),
              new Tanh()));

  /** The network of the MNIST challenge. */
  public static final Architecture MADRY_MNIST =
      new Architecture(
          "madry-mnist",
          "Madry et al. 2018, Section 5",
          List.of(
              new Convolution(32, 5, 1, Padding.SAME),
              new Relu(),
              largest(2),
              new Convolution(64, 5, 1, Padding.SAME),
              new Relu(),
              largest(2),
              new Dense(1024),
              new Relu()));

  /** Three pairs of convolutions with pools between, a quarter as wide as VGG's. */
  public static final Architecture VGG_SMALL =
      new Architecture(
          "vgg-small",
          "Simonyan, Zisserman 2015, Section 2.1, narrower and with batch normalisation",
          concat(pair(32), pair(64), pair(128), List.of(new Dense(128), new Relu())));

  /** Three groups of three blocks; shortcuts between groups are projections (option B). */
  public static final Architecture RESNET_20 =
      new Architecture(
          "resnet-20",
          "He et al. 2016, Section 4.2",
          concat(
              normalized(new Convolution(16, 3, 1, Padding.SAME)),
              group(16, 1),
              group(32, 2),
              group(64, 2),
              List.of(new GlobalAveragePool())));

  /** All-CNN-C without dropout, its last convolution of 1 x 1 behind the pool. */
  public static final Architecture ALL_CONV =
      new Architecture(
          "all-conv",
          "Springenberg et al. 2015, Table 1, model C",
          Stream.concat(
                  rectified(
                      new Convolution(96, 3, 1, Padding.SAME),
                      new Convolution(96, 3, 1, Padding.SAME),
                      new Convolution(96, 3, 2, Padding.SAME),
                      new Convolution(192, 3, 1, Padding.SAME),
                      new Convolution(192, 3, 1, Padding.SAME),
                      new Convolution(192, 3, 2, Padding.SAME),
                      new Convolution(192, 3, 1, Padding.SAME),
                      new Convolution(192, 1, 1, Padding.VALID))
                      .stream(),
                  Stream.of(new GlobalAveragePool()))
              .toList());

  /** All of them. */
  public static final List<Architecture> ALL =
      List.of(
          PAPER_CNN,
          MLP_200_200,
          LENET_5,
          MADRY_MNIST,
          CNN_SMALL,
          CNN_LARGE,
          VGG_SMALL,
          RESNET_20,
          ALL_CONV);

  private Architectures() {}

  /** Each with a rectifier behind it. */
  private static List<NetworkLayer> rectified(NetworkLayer... layers) {
    return Stream.of(layers).flatMap(layer -> Stream.of(layer, new Relu())).toList();
  }

  private static List<NetworkLayer> normalized(Convolution convolution) {
    return List.of(convolution, new BatchNormalization(), new Relu());
  }

  private static List<NetworkLayer> pair(int filters) {
    Convolution convolution = new Convolution(filters, 3, 1, Padding.SAME);
    return concat(normalized(convolution), normalized(convolution), List.of(largest(2)));
  }

  /** Three blocks of two convolutions. */
  private static List<NetworkLayer> group(int filters, int stride) {
    return concat(block(filters, stride), block(filters, 1), block(filters, 1));
  }

  private static List<NetworkLayer> block(int filters, int stride) {
    return List.of(
        Residual.of(
            new Convolution(filters, 3, stride, Padding.SAME),
            new BatchNormalization(),
            new Relu(),
            new Convolution(filters, 3, 1, Padding.SAME),
            new BatchNormalization()),
        new Relu());
  }

  private static Pooling largest(int sides) {
    return new Pooling.Max(new Sides(sides), null, Padding.VALID);
  }

  private static Pooling average(int sides) {
    return new Pooling.Average(new Sides(sides), null, Padding.VALID);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static List<NetworkLayer> concat(List<? extends NetworkLayer>... lists) {
    return Stream.of(lists).<NetworkLayer>flatMap(List::stream).toList();
  }
}
