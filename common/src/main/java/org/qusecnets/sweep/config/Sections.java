package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Set;
import org.qusecnets.sweep.options.Declaration;

/**
 * Reads sections such as {@code training { ... }}.
 *
 * @param values where they are
 */
record Sections(ConfigObject values, Problems problems) {
  /** A section's options; if they are wrong, the defaults stand in until that is reported. */
  <T extends Record> T read(String key, Declaration<T> declaration) {
    return read(key, declaration, Set.of());
  }

  /**
   * The same of a section of which someone else reads a part.
   *
   * @param otherKeys what is read elsewhere
   */
  <T extends Record> T read(String key, Declaration<T> declaration, Set<String> otherKeys) {
    ConfigValue value = values.get(key);
    if (value == null) {
      return declaration.defaults();
    }
    if (!(value instanceof ConfigObject section)) {
      String example = key + " { ... }";
      problems.add(
          value.origin(),
          key + " must be a section " + example + ", was " + Crossing.render(value));
      return declaration.defaults();
    }
    ConfigObject own = section;
    for (String other : otherKeys) {
      own = own.withoutKey(other);
    }
    ParameterValues parameters = new Crossing(problems).single(key, own);
    return new ParameterReader(problems)
        .read(key, parameters, otherKeys, declaration::reading)
        .orElseGet(declaration::defaults);
  }
}
