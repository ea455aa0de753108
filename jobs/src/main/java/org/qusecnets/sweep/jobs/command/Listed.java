package org.qusecnets.sweep.jobs.command;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.options.OptionDescription;

/**
 * Something that a configuration can name.
 *
 * @param name the name
 * @param says what it is, in a sentence
 * @param source paper and section; empty if none
 * @param facts numbers and texts by name, in order
 * @param options its options
 * @param shared options that all of its kind have
 */
record Listed(
    String name,
    String says,
    String source,
    Map<String, Object> facts,
    List<OptionDescription> options,
    List<OptionDescription> shared) {

  /** Something without facts and options. */
  static Listed of(String name, String says, String source) {
    return new Listed(name, says, source, Map.of(), List.of(), List.of());
  }
}
