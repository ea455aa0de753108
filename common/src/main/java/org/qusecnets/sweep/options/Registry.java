package org.qusecnets.sweep.options;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.qusecnets.sweep.UserException;

/**
 * What a configuration can name of one kind: this program's own and what plug-ins add.
 *
 * @param <T> the kind
 */
public final class Registry<T extends Declared> {
  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  /** The key beside which all options of an entry stand. */
  private static final String TYPE = "type";

  private final Class<T> kind;
  private final Class<? extends Plugin> plugins;
  private final Function<T, String> typeOf;
  private final Map<String, Declaration<?>> own;
  private SortedMap<String, Declaration<?>> all;

  /**
   * A registry that looks for plug-ins when it is first used.
   *
   * @param kind what all of them are
   * @param plugins the service that plug-ins provide
   * @param typeOf the name that one says of itself
   * @param own this program's own, by name
   */
  public Registry(
      Class<T> kind,
      Class<? extends Plugin> plugins,
      Function<T, String> typeOf,
      Map<String, Declaration<?>> own) {
    this.kind = kind;
    this.plugins = plugins;
    this.typeOf = typeOf;
    this.own = Map.copyOf(own);
  }

  /** Not in the constructor: what a static initializer throws does not reach the user. */
  private synchronized SortedMap<String, Declaration<?>> all() {
    if (all == null) {
      SortedMap<String, Declaration<?>> found = new TreeMap<>(own);
      try {
        for (Plugin plugin : ServiceLoader.load(plugins, plugins.getClassLoader())) {
          add(plugin, found);
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        throw new UserException(
            "Cannot load the plug-ins for "
                + word()
                + "s: "
                + e.getMessage()
                + "; build their jars against this version, or leave them out",
            e);
      }
      all = Collections.unmodifiableSortedMap(found);
    }
    return all;
  }

  private void add(Plugin plugin, SortedMap<String, Declaration<?>> found) {
    String type = plugin.type();
    if (type == null || !type.matches(NAME)) {
      throw refusal(plugin, "its name is not in lower case with hyphens; give it another");
    }
    Declaration<?> declaration = plugin.declaration();
    if (declaration.options().stream().anyMatch(option -> option.key().equals(TYPE))) {
      throw refusal(plugin, "no option can be called type; give it another name");
    }
    if (found.putIfAbsent(type, declaration) != null) {
      throw refusal(plugin, "there is one of this name; give it another");
    }
  }

  /** Such as {@code attack}. */
  private String word() {
    return OptionType.hyphenated(kind.getSimpleName());
  }

  private UserException refusal(Plugin plugin, String reason) {
    return new UserException(
        "Cannot add the "
            + word()
            + " "
            + plugin.type()
            + " of "
            + plugin.getClass().getName()
            + ": "
            + reason);
  }

  /** The names, in alphabetical order. */
  public Set<String> types() {
    return all().keySet();
  }

  /**
   * The options of what has this name.
   *
   * @throws InvalidOption if nothing has it
   */
  public Declaration<?> declaration(String type) {
    Declaration<?> declaration = all().get(type);
    if (declaration == null) {
      throw new InvalidOption(TYPE, "must be one of " + String.join(", ", types()), type);
    }
    return declaration;
  }

  /**
   * What comes of these parameters: what has the name, or all that is wrong with them.
   *
   * @throws InvalidOption if nothing has this name
   */
  public Reading<T> reading(String type, Options options) {
    return declaration(type).reading(options).map(read -> named(type, kind.cast(read)));
  }

  /** Ids and tables hold the name that it says of itself, and read it back by that. */
  private T named(String type, T read) {
    if (!type.equals(typeOf.apply(read))) {
      throw new UserException(
          "Cannot use the "
              + word()
              + " "
              + type
              + ": its record says that it is "
              + typeOf.apply(read)
              + "; have both say the same name");
    }
    return read;
  }
}
