package org.qusecnets.sweep.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.layer.NetworkLayers;

/** Small networks of all kinds of layers, as a configuration writes them. */
public final class NetworkSamples {
  /** What they take: sides that differ and are divided with a rest. */
  public static final ImageShape SHAPE = new ImageShape(3, 9, 11);

  private static final List<String> FUNCTIONS =
      List.of("relu", "bounded-relu", "leaky-relu", "elu", "tanh", "sigmoid", "softplus", "gelu");

  private NetworkSamples() {}

  /** By a name; each layer that there is is in one of them. */
  public static Map<String, ModelRecipe> ofEveryKind() {
    Map<String, List<?>> networks = new LinkedHashMap<>();
    networks.put(
        "strides, gaps and padding",
        List.of(
            Map.of("conv", 4, "kernel", "3x2", "stride", "2x1", "padding", "same"),
            "tanh",
            Map.of("conv", 5, "kernel", 3, "dilation", "1x2", "padding", 2),
            "relu",
            Map.of("conv", 3, "kernel", "2x3", "stride", "1x2")));
    networks.put(
        "channels by themselves",
        List.of(
            Map.of("depthwise-conv", 2, "kernel", "3x2", "padding", "same", "stride", 2),
            "relu",
            Map.of("depthwise-conv", 1, "kernel", 3, "dilation", 2, "padding", 2),
            Map.of("conv", 4, "kernel", 1),
            "leaky-relu"));
    networks.put(
        "pools",
        List.of(
            Map.of("conv", 4, "kernel", 3, "padding", "same"),
            "relu",
            Map.of("max-pool", "2x3", "stride", "1x2"),
            Map.of("average-pool", 3, "stride", 2, "padding", "same"),
            Map.of("max-pool", 2, "stride", 2, "padding", "same"),
            "flatten",
            Map.of("dense", 6),
            "elu"));
    networks.put(
        "global mean",
        List.of(
            Map.of("conv", 6, "kernel", 3), "sigmoid", "global-average-pool", Map.of("dense", 5)));
    networks.put(
        "batch normalisation",
        List.of(
            "batch-norm",
            Map.of("conv", 4, "kernel", 3, "padding", "same"),
            Map.of("batch-norm", 1e-3, "decay", 0.8),
            "relu",
            Map.of("conv", 4, "kernel", 3, "stride", 2),
            "batch-norm",
            Map.of("dense", 7),
            "batch-norm",
            "tanh",
            Map.of("dropout", 0.3)));
    networks.put(
        "blocks",
        List.of(
            Map.of("conv", 4, "kernel", 3, "padding", "same"),
            "batch-norm",
            "relu",
            Map.of(
                "residual",
                List.of(
                    Map.of("conv", 4, "kernel", 3, "padding", "same"),
                    "batch-norm",
                    "relu",
                    Map.of("conv", 4, "kernel", 3, "padding", "same"),
                    "batch-norm")),
            "relu",
            Map.of(
                "residual",
                List.of(
                    "batch-norm",
                    "relu",
                    Map.of("conv", 6, "kernel", 3, "padding", "same", "stride", 2),
                    Map.of(
                        "residual",
                        List.of(
                            Map.of("dropout", 0.5), Map.of("conv", 6, "kernel", 1), "softplus")))),
            "global-average-pool"));
    networks.put(
        "blocks that begin in place",
        List.of(
            Map.of("conv", 4, "kernel", 3, "padding", "same"),
            "relu",
            Map.of(
                "residual",
                List.of(
                    Map.of("dropout", 0.5),
                    Map.of("conv", 4, "kernel", 3, "padding", "same"),
                    "tanh")),
            Map.of(
                "residual",
                List.of(
                    Map.of(
                        "residual",
                        List.of(Map.of("bounded-relu", 0.1), Map.of("conv", 4, "kernel", 1))))),
            Map.of("residual", List.of("bounded-relu")),
            Map.of("dense", 8),
            Map.of("residual", List.of(Map.of("dense", 8), "sigmoid"))));
    networks.put(
        "shortcuts of their own",
        List.of(
            Map.of("conv", 4, "kernel", 3, "padding", "same"),
            "relu",
            block(
                List.of(Map.of("conv", 4, "kernel", 3, "padding", "same"), "sigmoid"),
                List.of(Map.of("bounded-relu", 0.1), Map.of("conv", 4, "kernel", 1), "elu")),
            block(
                List.of("batch-norm", Map.of("conv", 6, "kernel", 3, "stride", 2)),
                List.of(Map.of("average-pool", 3, "stride", 2), Map.of("conv", 6, "kernel", 1))),
            block(List.of("tanh"), List.of(Map.of("bounded-relu", 0.2))),
            block(List.of(Map.of("conv", 6, "kernel", 1), "softplus"), List.of()),
            block(
                List.of("global-average-pool", Map.of("dense", 6)),
                List.of(Map.of("dense", 6), Map.of("dropout", 0.3))),
            "relu"));
    networks.put(
        "wide",
        List.of(
            Map.of("conv", 16, "kernel", 3, "padding", "same"),
            "tanh",
            Map.of("conv", 17, "kernel", 3, "padding", "same"),
            "batch-norm",
            "tanh",
            Map.of("conv", 18, "kernel", 4, "stride", 2, "padding", "same"),
            "tanh"));
    for (String function : FUNCTIONS) {
      networks.put(
          "hidden " + function,
          List.of(
              function, Map.of("dense", 12), function, Map.of("dense", 9), "batch-norm", function));
    }
    networks.put("approximate gelu", List.of(Map.of("dense", 12), Map.of("gelu", "tanh")));
    networks.put("nothing hidden", List.of());
    Map<String, ModelRecipe> recipes = new LinkedHashMap<>();
    networks.forEach((name, layers) -> recipes.put(name, recipe(name, layers)));
    return recipes;
  }

  private static Map<String, ?> block(List<?> body, List<?> shortcut) {
    return Map.of("residual", body, "shortcut", shortcut);
  }

  /** The recipe of layers that are right. */
  public static ModelRecipe recipe(String name, List<?> layers) {
    NetworkLayers.Layers read = NetworkLayers.read(layers);
    if (!read.problems().isEmpty()) {
      throw new IllegalArgumentException(name + ": " + read.problems());
    }
    return Samples.of(Architecture.own(name, read.layers()));
  }
}
