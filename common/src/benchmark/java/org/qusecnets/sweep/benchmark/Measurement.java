package org.qusecnets.sweep.benchmark;

import java.util.Map;

/**
 * One benchmark with one set of parameters.
 *
 * @param name what tables and users call it
 * @param benchmark its class
 * @param method its method
 * @param parameters JMH's parameters
 * @param tasks how many run at once, each with a network of its own
 * @param fork whether in a JVM of its own, which costs seconds
 * @param share seconds it is given, of those of a main figure
 */
record Measurement(
    String name,
    Class<?> benchmark,
    String method,
    Map<String, String> parameters,
    int tasks,
    boolean fork,
    double share) {}
