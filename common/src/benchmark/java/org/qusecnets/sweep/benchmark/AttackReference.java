package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.qusecnets.sweep.network.IterativeAttack;

/**
 * The same attacks in other libraries, timed by {@code attack_reference.py} on the same network and
 * images.
 */
final class AttackReference {
  private final PythonScript script;

  AttackReference(String python, Settings settings) {
    script =
        new PythonScript(
            python,
            "-Dattack.python",
            settings.attackReference(),
            settings.directory().resolve("attack-reference.log"));
  }

  /**
   * What each library does.
   *
   * @param subject the folder with the network and the images
   */
  JsonNode measure(IterativeAttack attack, Path subject) {
    return script.run(
        List.of(
            "--attack",
            attack.reference(),
            "--subject",
            subject.toString(),
            "--images",
            String.valueOf(attack.images()),
            "--runs",
            String.valueOf(JmhRunner.SHOTS)));
  }
}
