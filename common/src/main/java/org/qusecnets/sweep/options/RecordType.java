package org.qusecnets.sweep.options;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** A class of records, and what is declared at its components; each is looked at once. */
final class RecordType {
  private static final ClassValue<RecordType> TYPES =
      new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
          return new RecordType(type);
        }
      };

  private final List<OptionComponent> components;
  private final Constructor<?> constructor;

  private RecordType(Class<?> type) {
    RecordComponent[] found = type.getRecordComponents();
    components = Arrays.stream(found).map(OptionComponent::new).toList();
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(found).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
    constructor.setAccessible(true);
  }

  static RecordType of(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalStateException(type.getName() + " is no record");
    }
    return TYPES.get(type);
  }

  List<OptionComponent> components() {
    return components;
  }

  /** Where the option of this key is among the components. */
  int indexOf(String key) {
    for (int i = 0; i < components.size(); i++) {
      if (components.get(i).option() != null && components.get(i).key().equals(key)) {
        return i;
      }
    }
    throw new IllegalStateException("no option " + key + " in " + constructor.getName());
  }

  /**
   * The record of these components.
   *
   * @throws InvalidOption if they do not go together
   */
  Record record(Object[] values) {
    try {
      return (Record) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
