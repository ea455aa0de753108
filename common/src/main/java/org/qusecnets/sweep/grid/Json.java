package org.qusecnets.sweep.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** JSON for people to read, and read back. */
public final class Json {
  /** To make one takes longer than to read a row with it. */
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** The document, indented, with a line break at the end; the same text on every system. */
  public static String pretty(Object document) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return MAPPER.writer(printer).writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + document, e);
    }
  }

  /** The members of a JSON object. */
  public static Map<String, Object> read(String object) {
    try {
      return MAPPER.readValue(object, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON object: " + object, e);
    }
  }
}
