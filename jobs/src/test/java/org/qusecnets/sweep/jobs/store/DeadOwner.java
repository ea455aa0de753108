package org.qusecnets.sweep.jobs.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The lease of a process of this machine that has ended. */
public final class DeadOwner {
  public static final String HOST = "somewhere";
  private static final long PROCESS = 999_999_999;

  private DeadOwner() {}

  /** What it has left. */
  public static String lease() {
    ProcessIdentity own = ProcessIdentity.current();
    ObjectNode lease = new ObjectMapper().createObjectNode();
    new ProcessIdentity(own.boot(), own.namespace(), PROCESS, own.started()).putInto(lease);
    return lease
        .put("token", "t")
        .put("host", HOST)
        .put("user", "somebody")
        .put("since", "then")
        .put("beat", 3)
        .toString();
  }
}
