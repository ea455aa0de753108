package org.qusecnets.sweep.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.jobs.store.ProcessIdentity.Life;

class ProcessIdentityTest {
  private final ProcessIdentity own = ProcessIdentity.current();

  @Test
  void thisProcessIsThere() {
    assertThat(own.life()).isEqualTo(Life.THERE);
  }

  @Test
  void oneThatBeganAtAnotherTimeHasEnded() {
    assertThat(new ProcessIdentity(own.boot(), own.namespace(), own.process(), "1").life())
        .isEqualTo(Life.ENDED);
  }

  @Test
  void nothingIsKnownOfProcessesOfOtherMachinesAndContainers() {
    assertThat(new ProcessIdentity("other", own.namespace(), own.process(), own.started()).life())
        .isEqualTo(Life.UNKNOWN);
    assertThat(new ProcessIdentity(own.boot(), "pid:[1]", own.process(), own.started()).life())
        .isEqualTo(Life.UNKNOWN);
    assertThat(new ProcessIdentity("", "", own.process(), "").life()).isEqualTo(Life.UNKNOWN);
  }

  @Test
  void itIsReadAsItWasWritten() {
    ObjectNode lease = new ObjectMapper().createObjectNode();
    own.putInto(lease);
    assertThat(ProcessIdentity.of(lease)).isEqualTo(own);
  }
}
