package org.qusecnets.sweep.options;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types that options have: how their values are written and read. */
enum OptionType {
  WHOLE_NUMBER("whole number", "must be a whole number") {
    @Override
    Object parse(Class<?> type, Object raw) {
      Double number = finite(raw);
      boolean whole = number != null && number == Math.rint(number);
      return whole && Math.abs(number) <= Integer.MAX_VALUE ? number.intValue() : null;
    }
  },
  LONG("whole number", "must be a whole number that fits in 64 bits") {
    @Override
    Object parse(Class<?> type, Object raw) {
      try {
        return new BigDecimal(raw.toString()).longValueExact();
      } catch (NumberFormatException | ArithmeticException e) {
        return null;
      }
    }
  },
  NUMBER("number", "must be a number") {
    @Override
    Object parse(Class<?> type, Object raw) {
      String text = raw.toString();
      int slash = text.indexOf('/');
      if (slash < 0) {
        return finite(raw);
      }
      Double dividend = finite(text.substring(0, slash));
      Double divisor = finite(text.substring(slash + 1));
      return dividend == null || divisor == null ? null : finite(dividend / divisor);
    }
  },
  SWITCH("true or false", "must be true or false") {
    @Override
    Object parse(Class<?> type, Object raw) {
      return switch (raw.toString()) {
        case "true" -> true;
        case "false" -> false;
        default -> null;
      };
    }
  },
  TEXT("text", "must be text") {
    @Override
    Object parse(Class<?> type, Object raw) {
      return raw.toString().isBlank() ? null : raw.toString();
    }
  },
  CHOICE("choice", "must be one of ") {
    @Override
    Object parse(Class<?> type, Object raw) {
      // A constant may be called true, which is a Boolean where it is written without quotes.
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> written(constant).equals(raw.toString()))
          .findFirst()
          .orElse(null);
    }
  },
  WORD("choice", "must be one of ") {
    @Override
    Object parse(Class<?> type, Object raw) {
      return ((Optional<?>) ofClass(type, "parse", raw.toString())).orElse(null);
    }
  },
  VARIANT("choice", "must be one of ") {
    @Override
    Object parse(Class<?> type, Object raw) {
      return Arrays.stream(type.getPermittedSubclasses())
          .filter(variant -> written(variant).equals(raw.toString()))
          .findFirst()
          .orElse(null);
    }
  };

  /** Before a capital of a name in camel case. */
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final String words;
  private final String rule;

  OptionType(String words, String rule) {
    this.words = words;
    this.rule = rule;
  }

  /**
   * The value of a component of this type, or null if it is none. A quotient such as {@code 8/255}
   * is a number.
   */
  abstract Object parse(Class<?> type, Object raw);

  static OptionType of(Class<?> type) {
    if (type == int.class) {
      return WHOLE_NUMBER;
    } else if (type == long.class) {
      return LONG;
    } else if (type == double.class) {
      return NUMBER;
    } else if (type == boolean.class) {
      return SWITCH;
    } else if (type == String.class) {
      return TEXT;
    } else if (type.isEnum()) {
      return CHOICE;
    } else if (Word.class.isAssignableFrom(type)) {
      return WORD;
    } else if (type.isSealed()) {
      return VARIANT;
    }
    throw new IllegalStateException("an option cannot be of type " + type.getName());
  }

  /** What lists of options call the type. */
  String words() {
    return words;
  }

  /** What a value of this type must be. */
  String rule(Class<?> type) {
    return rule + String.join(", ", choices(type));
  }

  /** All the values there are; none where they cannot be counted. */
  List<String> choices(Class<?> type) {
    return switch (this) {
      case CHOICE -> Arrays.stream(type.getEnumConstants()).map(OptionType::written).toList();
      case WORD -> ((List<?>) ofClass(type, "words")).stream().map(String::valueOf).toList();
      case VARIANT ->
          Arrays.stream(type.getPermittedSubclasses()).map(OptionType::written).toList();
      default -> List.of();
    };
  }

  /** The value that a declaration gives as text. */
  Object declared(Class<?> type, String text) {
    Object value = parse(type, text);
    if (value == null) {
      throw new IllegalStateException("declared as \"" + text + "\", which " + rule(type));
    }
    return value;
  }

  /** What a class of words answers. */
  private static Object ofClass(Class<?> type, String method, Object... arguments) {
    try {
      Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
      return type.getMethod(method, types).invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " is no class of words", e);
    }
  }

  /** What parameters hold: numbers and texts as they are, all else as users write it. */
  static Object parameter(Object value) {
    boolean named = value instanceof Enum<?> || value instanceof Word || value instanceof Record;
    return named ? written(value) : value;
  }

  /** How users write a value. */
  static String written(Object value) {
    if (value instanceof Enum<?> constant) {
      return Options.nameOf(constant);
    } else if (value instanceof Word word) {
      return word.word();
    } else if (value instanceof Record variant) {
      return written(variant.getClass());
    } else if (value instanceof Class<?> variant) {
      Named named = variant.getAnnotation(Named.class);
      return named == null ? hyphenated(variant.getSimpleName()) : named.value();
    }
    return number(value);
  }

  private static String number(Object value) {
    boolean whole = value instanceof Double number && number == Math.rint(number);
    return whole && Math.abs((Double) value) < 1e15
        ? String.valueOf(((Double) value).longValue())
        : value.toString();
  }

  /** {@code stepSize} as users write it: {@code step-size}. */
  static String hyphenated(String name) {
    return HUMP.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  private static Double finite(Object raw) {
    try {
      double number =
          raw instanceof Number n ? n.doubleValue() : Double.parseDouble(raw.toString());
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
