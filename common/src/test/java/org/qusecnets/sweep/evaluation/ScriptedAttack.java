package org.qusecnets.sweep.evaluation;

import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.QueryBudget;
import org.qusecnets.sweep.attack.Target;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/** An attack that does as a test says, whether it may or not. */
@SuppressWarnings("serial")
record ScriptedAttack(Norm norm, Target target, Script script) implements Attack {
  /** What it does when it is to attack. */
  @FunctionalInterface
  interface Script {
    void attack(
        Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals);
  }

  /** Turns the clean images into a proposal. */
  @FunctionalInterface
  interface Change {
    void change(float[] images, float epsilon);
  }

  ScriptedAttack(Script script) {
    this(Norm.LINF, Target.NONE, script);
  }

  /** Adds epsilon to all values. */
  static final ScriptedAttack BRIGHTER =
      changing(
          (images, epsilon) -> {
            for (int i = 0; i < images.length; i++) {
              images[i] += epsilon;
            }
          });

  /** Proposes for each epsilon what becomes of the clean images. */
  static ScriptedAttack changing(Change change) {
    return new ScriptedAttack(
        (classifier, batch, epsilons, proposals) -> {
          for (int e = 0; e < epsilons.length; e++) {
            float[] proposal = batch.pixels().clone();
            change.change(proposal, epsilons[e]);
            proposals.propose(e, proposal);
          }
        });
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
  public Access access() {
    return Access.GRADIENTS;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(0, 0);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    script.attack(classifier, batch, epsilons, proposals);
  }
}
