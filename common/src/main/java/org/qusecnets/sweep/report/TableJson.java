package org.qusecnets.sweep.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.table.TableSchema;

/**
 * A table column by column as JSON. Texts are written once and pointed to, since a column of them
 * holds the same few again and again. Numbers are those of the table; whole numbers that JavaScript
 * cannot hold are texts, and what is not finite is missing.
 */
final class TableJson {
  /** The largest n up to which all whole numbers are doubles. */
  private static final long EXACT = 1L << 53;

  private final ObjectNode table = JsonNodeFactory.instance.objectNode();
  private final ObjectNode columns;

  TableJson(int rows) {
    table.put("rows", rows);
    columns = table.putObject("columns");
  }

  /** These columns of a table. */
  static TableJson of(TableSchema schema, List<? extends Record> rows, List<String> wanted) {
    TableJson json = new TableJson(rows.size());
    List<Object[]> values = rows.stream().map(TableSchema::values).toList();
    List<String> names = schema.columns().stream().map(TableSchema.Field::name).toList();
    for (String name : wanted) {
      int column = names.indexOf(name);
      if (column < 0) {
        throw new IllegalArgumentException(schema.name() + " has no column " + name);
      }
      List<Object> found = new ArrayList<>();
      values.forEach(row -> found.add(row[column]));
      json.add(name, found);
    }
    return json;
  }

  /** Adds a column, one value a row. */
  TableJson add(String name, List<?> values) {
    boolean texts = values.stream().anyMatch(String.class::isInstance);
    columns.set(name, texts ? dictionary(values) : plain(values));
    return this;
  }

  ObjectNode node() {
    return table;
  }

  private static ObjectNode dictionary(List<?> values) {
    Map<Object, Integer> places = new LinkedHashMap<>();
    ObjectNode column = JsonNodeFactory.instance.objectNode();
    ArrayNode texts = column.putArray("texts");
    ArrayNode at = column.putArray("at");
    for (Object value : values) {
      if (value == null) {
        at.addNull();
        continue;
      }
      at.add(
          places.computeIfAbsent(
              value,
              text -> {
                texts.add(text.toString());
                return texts.size() - 1;
              }));
    }
    return column;
  }

  private static ArrayNode plain(List<?> values) {
    ArrayNode column = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> add(column, value));
    return column;
  }

  private static void add(ArrayNode array, Object value) {
    if (value instanceof Double number && Double.isFinite(number)) {
      array.add(number);
    } else if (value instanceof Integer number) {
      array.add(number);
    } else if (value instanceof Long number) {
      addWhole(array, number);
    } else if (value instanceof Boolean truth) {
      array.add(truth);
    } else if (value instanceof double[] numbers) {
      ArrayNode inner = array.addArray();
      for (double number : numbers) {
        add(inner, number);
      }
    } else if (value instanceof float[] numbers) {
      ArrayNode inner = array.addArray();
      for (float number : numbers) {
        inner.add(number);
      }
    } else {
      array.addNull();
    }
  }

  private static void addWhole(ArrayNode array, long number) {
    if (number >= -EXACT && number <= EXACT) {
      array.add(number);
    } else {
      array.add(Long.toString(number));
    }
  }
}
