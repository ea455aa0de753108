package org.qusecnets.sweep.jobs.run;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.PluginCode;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * What the results of all units depend on besides their own content: the data's bytes, the program
 * and its libraries. Another version's results are never mixed with these.
 *
 * @param engine what does the arithmetic
 * @param datasetHashes SHA-256 of the files of each dataset
 * @param mode what a unit does: its work, or nothing in a benchmark of the scheduler
 */
record Definitions(
    EngineProvenance engine, Map<String, SortedMap<String, String>> datasetHashes, String mode) {
  /**
   * The key of a unit of work on a dataset, from what is its own.
   *
   * @param plugins the code from outside this program that it depends on
   */
  String key(String dataset, List<PluginCode> plugins, Object... content) {
    Map<String, Object> all =
        new TreeMap<>(
            Map.of(
                "mode", mode,
                "version", engine.version(),
                "libraries", engine.libraries(),
                "native-build", engine.nativeBuild(),
                "threads", engine.threads(),
                "data", datasetHashes.get(dataset),
                "examples", ExampleRow.SCHEMA.version(),
                "content", List.of(content)));
    if (!plugins.isEmpty()) {
      all.put("plug-ins", plugins.stream().map(PluginCode::sha256).distinct().sorted().toList());
    }
    return Fingerprint.id(all);
  }
}
