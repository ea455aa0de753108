package org.qusecnets.sweep.jobs.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.options.OptionDescription;

/** Lists for programs: the members and their order are part of the program's interface. */
final class ListedJson {
  private static final String SOURCE = "source";

  private ListedJson() {}

  /** Name, description, source, facts. */
  static Map<String, Object> brief(Listed listed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", listed.name());
    members.put("description", listed.says());
    members.put(SOURCE, orNull(listed.source()));
    members.putAll(listed.facts());
    return members;
  }

  /** The same with the options. */
  static Map<String, Object> detailed(Listed listed) {
    Map<String, Object> members = brief(listed);
    members.put("options", options(listed.options()));
    members.put("shared-options", options(listed.shared()));
    return members;
  }

  private static List<Map<String, Object>> options(List<OptionDescription> options) {
    return options.stream().map(ListedJson::option).toList();
  }

  private static Map<String, Object> option(OptionDescription option) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("key", option.key());
    members.put("description", option.says());
    members.put("type", option.type());
    members.put("required", option.otherwise().isEmpty());
    members.put("default", otherwise(option));
    members.put("range", orNull(option.range()));
    members.put("choices", option.choices());
    members.put("where", orNull(option.where()));
    members.put(SOURCE, orNull(option.source()));
    return members;
  }

  /** A number where it is one; text where it depends on another option. */
  private static Object otherwise(OptionDescription option) {
    String text = option.otherwise();
    return switch (option.type()) {
      case "whole number" -> text.matches("-?\\d+") ? (Object) Long.valueOf(text) : orNull(text);
      case "number" -> number(text);
      case "true or false" -> text.isEmpty() ? null : (Object) Boolean.valueOf(text);
      default -> orNull(text);
    };
  }

  private static Object number(String text) {
    String[] quotient = text.split("/", 2);
    try {
      double number = Double.parseDouble(quotient[0]);
      return quotient.length == 1 ? number : number / Double.parseDouble(quotient[1]);
    } catch (NumberFormatException e) {
      return orNull(text);
    }
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
