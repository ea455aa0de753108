package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.layer.LayerList;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;

/** The networks of all parts, each of which has a name of its own. */
final class ConfiguredNetworks {
  private final Problems problems;
  private final Map<String, Architecture> byName = new HashMap<>();

  ConfiguredNetworks(Problems problems) {
    this.problems = problems;
  }

  /**
   * Adds a network of a part. Two parts may have the same one, but not two of one name.
   *
   * @param origin where its layers are written
   */
  void add(Architecture architecture, ConfigOrigin origin) {
    Architecture known = byName.putIfAbsent(architecture.name(), architecture);
    boolean isSame =
        known == null
            || (layers(known).equals(layers(architecture))
                && known.pretrained().equals(architecture.pretrained()));
    if (!isSame) {
      problems.add(
          origin,
          "network %s: another part gives other layers or weights this name; give these another one (architecture = mine in network, name = mine in networks)"
              .formatted(architecture.name()));
    }
  }

  private static List<NetworkLayer> layers(Architecture architecture) {
    return LayerList.computing(architecture.hidden());
  }

  /** What they are called, and what those that the program knows are. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(Architecture.words());
    names.addAll(byName.keySet());
    return names;
  }
}
