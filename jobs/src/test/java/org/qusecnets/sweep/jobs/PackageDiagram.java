package org.qusecnets.sweep.jobs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which package uses which, as a picture in Mermaid. */
final class PackageDiagram {
  private static final String ROOT = "org.qusecnets.sweep.";
  private static final String JOBS = "jobs.";

  private final SortedMap<String, SortedSet<String>> uses = new TreeMap<>();

  private PackageDiagram() {}

  /** An arrow for each use, but for those that follow from others. */
  static String of(JavaClasses classes) {
    PackageDiagram diagram = new PackageDiagram();
    classes.forEach(diagram::add);
    return diagram.mermaid();
  }

  private void add(JavaClass type) {
    String from = name(type.getPackageName());
    if (from.isEmpty() || type.getSimpleName().equals("package-info")) {
      return;
    }
    SortedSet<String> used = uses.computeIfAbsent(from, name -> new TreeSet<>());
    type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType().getPackageName())
        .filter(name -> !name(name).isEmpty() && !name(name).equals(from))
        .forEach(name -> used.add(name(name)));
  }

  /** Below our root; empty for the root and for packages that are not ours. */
  private static String name(String name) {
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
  }

  private String mermaid() {
    StringBuilder text = new StringBuilder("```mermaid\nflowchart TD\n");
    text.append("  subgraph jobs[\"jobs: command line and Spark\"]\n");
    text.append(nodes(true));
    text.append("  end\n  subgraph common[\"common: what is measured, without Spark\"]\n");
    text.append(nodes(false));
    return text.append("  end\n  jobs --> common\n```\n").toString();
  }

  private String nodes(boolean ofJobs) {
    StringBuilder text = new StringBuilder();
    for (String name : uses.keySet()) {
      if (name.startsWith(JOBS) == ofJobs) {
        String label = ofJobs ? name.substring(JOBS.length()) : name;
        text.append("    %s[\"%s\"]\n".formatted(id(name), label));
      }
    }
    for (Map.Entry<String, SortedSet<String>> use : uses.entrySet()) {
      for (String used : use.getValue()) {
        boolean inside = use.getKey().startsWith(JOBS) == ofJobs && used.startsWith(JOBS) == ofJobs;
        if (inside && !follows(use.getKey(), used)) {
          text.append("    %s --> %s\n".formatted(id(use.getKey()), id(used)));
        }
      }
    }
    return text.toString();
  }

  private static String id(String name) {
    return name.replace('.', '_');
  }

  /** Whether something that a package uses uses the other, directly or not. */
  private boolean follows(String from, String to) {
    return uses.get(from).stream()
        .filter(between -> !between.equals(to))
        .anyMatch(between -> reached(between, new TreeSet<>()).contains(to));
  }

  private Set<String> reached(String from, Set<String> seen) {
    for (String used : uses.getOrDefault(from, new TreeSet<>())) {
      if (seen.add(used)) {
        reached(used, seen);
      }
    }
    return seen;
  }
}
