package org.qusecnets.sweep.benchmark;

/** How much is timed of an attack. */
enum AttackScope {
  /** The attack and one inference for each epsilon. */
  FLOAT32("float32", "float32Scoring"),
  /** All that a sweep does. */
  EVALUATION("evaluation", "evaluation");

  private final String word;
  private final String method;

  AttackScope(String word, String method) {
    this.word = word;
    this.method = method;
  }

  /** What stands for it in names. */
  String word() {
    return word;
  }

  /** The benchmark's method. */
  String method() {
    return method;
  }
}
