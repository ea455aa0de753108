package org.qusecnets.sweep.network.pretrained.keras;

import java.util.List;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Array;

/** The weights of a model's layers. */
interface StoredWeights {
  /** What to do where weights are missing. */
  String AGAIN = "save the whole model again with model.save";

  /**
   * Those of a layer.
   *
   * @param names all that it has, in the order in which it makes them
   * @throws UnreadableNetwork if the file has others
   */
  List<Hdf5Array> of(LayerConfig layer, List<String> names) throws UnreadableNetwork;

  /** Those of the layers of a model that is a layer itself. */
  StoredWeights inside(LayerConfig layer, KerasModel model) throws UnreadableNetwork;
}
