package org.qusecnets.sweep.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;

/**
 * Short names of defenses, distinct among those on the same training images: type, n and z, then
 * parameters and then details of the training that differ.
 */
public final class DefenseLabels {
  private static final String NETWORK_NAME = "network.architecture";

  /** All that makes one defense another, whatever the seed. */
  private record Subject(
      String dataset,
      int trainImages,
      String defense,
      Integer levels,
      Double z,
      String parameters,
      String recipe) {
    List<Object> peers() {
      return List.of(dataset, trainImages, new DefenseLabel(defense, levels, z, "").brief());
    }

    Map<String, String> ownFields() {
      Map<String, String> fields = Distinctions.fields(parameters);
      fields.remove("levels");
      fields.remove("z");
      return fields;
    }

    /** Of the recipe, what is not the defense's: the network and its training. */
    Map<String, String> recipeFields() {
      Map<String, String> own = Distinctions.fields(parameters);
      Map<String, String> fields = new TreeMap<>();
      Distinctions.fields(recipe)
          .forEach(
              (name, value) -> {
                // Layers of a network's own have its name.
                boolean told = !name.equals("network.layers");
                if (told && (name.startsWith("network.") || name.startsWith("training."))) {
                  String brief =
                      name.equals(NETWORK_NAME)
                          ? "network"
                          : name.substring(name.lastIndexOf('.') + 1);
                  fields.put(own.containsKey(brief) ? name : brief, value);
                }
              });
      return fields;
    }
  }

  private DefenseLabels() {}

  /** All parameters of the defense of a cell, by name. */
  public static Map<String, String> parameters(CellRow cell) {
    return Distinctions.fields(cell.defense().parameters());
  }

  /**
   * The name of every model that cells attack, by model id.
   *
   * @param models of which some may be missing
   */
  public static Map<String, DefenseLabel> of(List<CellRow> cells, List<ModelRow> models) {
    Map<String, Subject> subjects = subjects(cells, models);
    Map<List<Object>, Set<Subject>> peers = new LinkedHashMap<>();
    subjects
        .values()
        .forEach(
            subject ->
                peers.computeIfAbsent(subject.peers(), p -> new LinkedHashSet<>()).add(subject));
    Map<Subject, DefenseLabel> labels = new HashMap<>();
    peers
        .values()
        .forEach(alike -> labels.putAll(labels(List.copyOf(alike), Set.copyOf(subjects.values()))));
    Map<String, DefenseLabel> named = new LinkedHashMap<>();
    subjects.forEach((model, subject) -> named.put(model, labels.get(subject)));
    return named;
  }

  private static Map<String, Subject> subjects(List<CellRow> cells, List<ModelRow> models) {
    Map<String, Subject> subjects = new LinkedHashMap<>();
    Map<List<Object>, String> recipes = new HashMap<>();
    for (ModelRow model : models) {
      if (model.substitute() == null) {
        recipes.merge(
            List.of(
                model.dataset(),
                model.trainImages(),
                model.network(),
                model.defense().type(),
                model.defense().parameters()),
            model.recipe(),
            (one, other) -> one.equals(other) ? one : named(model.network()));
        subjects.put(
            model.modelId(),
            new Subject(
                model.dataset(),
                model.trainImages(),
                model.defense().type(),
                model.defense().levels(),
                model.defense().z(),
                model.defense().parameters(),
                model.recipe()));
      }
    }
    for (CellRow cell : cells) {
      subjects.computeIfAbsent(
          cell.modelId(),
          id ->
              new Subject(
                  cell.dataset(),
                  cell.trainImages(),
                  cell.defense().type(),
                  cell.defense().levels(),
                  cell.defense().z(),
                  cell.defense().parameters(),
                  // That of another seed, where this one's training failed.
                  recipes.getOrDefault(
                      List.of(
                          cell.dataset(),
                          cell.trainImages(),
                          cell.network(),
                          cell.defense().type(),
                          cell.defense().parameters()),
                      named(cell.network()))));
    }
    return subjects;
  }

  /** What is known of a recipe where there is none. */
  private static String named(String network) {
    return "{\"network\":{\"architecture\":\"%s\"}}".formatted(network);
  }

  private static Map<Subject, DefenseLabel> labels(List<Subject> alike, Set<Subject> all) {
    List<Map<String, String>> parameters = alike.stream().map(Subject::ownFields).toList();
    List<Map<String, String>> recipes = alike.stream().map(Subject::recipeFields).toList();
    Subject one = alike.get(0);
    Map<String, String> usual =
        Distinctions.usual(
            all.stream()
                .filter(other -> other.defense.equals(one.defense))
                .map(Subject::ownFields)
                .toList());
    Map<String, String> usualRecipe =
        Distinctions.usual(
            all.stream()
                .filter(other -> other.dataset.equals(one.dataset))
                .map(Subject::recipeFields)
                .toList());
    List<String> variants = new ArrayList<>();
    for (int i = 0; i < alike.size(); i++) {
      String variant =
          Distinctions.text(parameters.get(i), parameters, usual)
              + Distinctions.text(recipes.get(i), recipes, usualRecipe);
      variants.add(variants.contains(variant) ? variant + " #" + (i + 1) : variant);
    }
    Map<Subject, DefenseLabel> labels = new LinkedHashMap<>();
    for (int i = 0; i < alike.size(); i++) {
      Subject subject = alike.get(i);
      labels.put(
          subject, new DefenseLabel(subject.defense, subject.levels, subject.z, variants.get(i)));
    }
    return labels;
  }
}
