package org.qusecnets.sweep.dataset;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a dataset without its images.
 *
 * @param name its name in configurations, such as {@code mnist}
 * @param shape the shape of each image
 * @param classNames what the classes are called, in the order of their numbers; at least two
 * @param trainSize number of training images
 * @param testSize number of test images
 * @param content SHA-256 of all its images, labels and class names; empty if it is published, whose
 *     files' SHA-256 the program knows
 * @param source as a configuration writes where its images are and what is made of them; empty if
 *     it is published
 */
public record DatasetDescription(
    String name,
    ImageShape shape,
    List<String> classNames,
    int trainSize,
    int testSize,
    String content,
    SortedMap<String, Object> source)
    implements Serializable {
  /** Checks that there are classes to tell apart. */
  public DatasetDescription {
    classNames = List.copyOf(classNames);
    source = Collections.unmodifiableSortedMap(new TreeMap<>(source));
    if (classNames.size() < 2) {
      throw new IllegalArgumentException(
          "a dataset has at least two classes, " + name + " has " + classNames);
    }
  }

  /** Whether a configuration describes it; else the program knows it. */
  public boolean isConfigured() {
    return !content.isEmpty();
  }

  /** Number of classes. */
  public int classes() {
    return classNames.size();
  }
}
