package org.qusecnets.sweep.network.pretrained.keras;

import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** What a layer of a class makes of what it takes, as nodes of a graph. */
interface LayerTranslation {
  /**
   * Adds the nodes.
   *
   * @return what comes out
   * @throws UnreadableNetwork if no nodes do what the layer does
   */
  KerasTensor apply(LayerCall call) throws UnreadableNetwork;
}
