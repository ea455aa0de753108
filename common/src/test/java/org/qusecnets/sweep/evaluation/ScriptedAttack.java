package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.LabelledImages;
import org.qusecnets.sweep.attack.Proposals;
import org.qusecnets.sweep.network.Classifier;

/** An attack that does as a test says, whether it may or not. */
@SuppressWarnings("serial")
final class ScriptedAttack implements Attack {
  static final int ONCE = 1;

  /** Turns the clean images into the proposals. */
  @FunctionalInterface
  interface Script {
    void change(float[] images, float epsilon);
  }

  private final float[] gradient;
  private final Script script;
  private final int proposalsEach;
  private boolean forging;

  ScriptedAttack(Script script) {
    this(null, script, ONCE);
  }

  /**
   * An attack with all its choices.
   *
   * @param gradient what it says that it starts from, or null for nothing
   * @param proposalsEach how many proposals it makes for each epsilon
   */
  ScriptedAttack(float[] gradient, Script script, int proposalsEach) {
    this.gradient = gradient;
    this.script = script;
    this.proposalsEach = proposalsEach;
  }

  /** The same attack, overwriting images and labels that it is given before it proposes. */
  ScriptedAttack forging() {
    forging = true;
    return this;
  }

  @Override
  public String type() {
    return "scripted";
  }

  @Override
  public SortedMap<String, Object> parameters() {
    return new TreeMap<>();
  }

  @Override
  public void attack(
      Classifier classifier, LabelledImages images, float[] epsilons, Proposals proposals) {
    if (forging) {
      Arrays.fill(images.pixels(), 0.5f);
      Arrays.fill(images.labels(), 9);
    }
    if (gradient != null) {
      proposals.startingGradient(gradient);
    }
    for (int e = 0; e < epsilons.length; e++) {
      float[] proposal = images.pixels().clone();
      script.change(proposal, epsilons[e]);
      for (int i = 0; i < proposalsEach; i++) {
        proposals.propose(e, proposal);
      }
    }
  }
}
