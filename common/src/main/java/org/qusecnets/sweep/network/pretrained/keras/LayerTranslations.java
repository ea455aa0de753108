package org.qusecnets.sweep.network.pretrained.keras;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** All layers that are known. */
final class LayerTranslations {
  private static final Map<String, LayerTranslation> ALL = new HashMap<>();

  static {
    ALL.putAll(ConvolutionLayers.all());
    ALL.putAll(PoolingLayers.all());
    ALL.putAll(DenseLayers.all());
    ALL.putAll(NormalizationLayers.all());
    ALL.putAll(ActivationLayers.all());
    ALL.putAll(LayoutLayers.all());
  }

  /** Of functions of Keras's that have a layer's name and do what it does. */
  private static final Set<String> OPERATIONS = Set.of("Add");

  private static final String WITH_CODE = "Lambda";

  private LayerTranslations() {}

  /**
   * That of a layer.
   *
   * @throws UnreadableNetwork if there is none
   */
  static LayerTranslation of(LayerConfig layer) throws UnreadableNetwork {
    LayerTranslation translation = ALL.get(layer.type());
    if (layer.type().equals(WITH_CODE)) {
      throw layer.unreadable("that holds code, which is not run", LayerConfig.REMEDY);
    } else if (translation == null || (layer.isOperation() && !OPERATIONS.contains(layer.type()))) {
      throw layer.unreadable("which is not known", LayerConfig.REMEDY);
    }
    return translation;
  }
}
