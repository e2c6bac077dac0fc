package org.toolroute.gateway.platform.postgres;

/** What the output of a PostgreSQL program says about its failure. Programs run with LC_ALL=C. */
final class ServerFailure {
  private ServerFailure() {}

  static boolean isDiskFull(String output) {
    return output.contains("No space left on device") || output.contains("Disk quota exceeded");
  }

  static boolean isPortTaken(String output) {
    return output.contains("could not bind") && output.contains("Address already in use");
  }

  /** {@code initdb} wants a name for its user id; containers may run under a number only. */
  static boolean isUserNameless(String output) {
    return output.contains("could not look up effective user ID");
  }

  /** Processes of a killed server are still leaving; they do so within moments. */
  static boolean isPredecessorLeaving(String output) {
    return output.contains("pre-existing shared memory block") && output.contains("still in use");
  }

  /** Turns the output of an {@code initdb} that failed into a message. */
  static PostgresStartException describeInitdb(PostgresHome home, String output) {
    if (isDiskFull(output)) {
      return PostgresStartException.diskFull(home.base(), null);
    }
    if (isUserNameless(output)) {
      return PostgresStartException.namelessUser(home.processUid());
    }
    return PostgresStartException.failed("initdb", output.strip());
  }

  /** Turns the output of a server that did not start into a message. */
  static PostgresStartException describe(PostgresHome home, int port, String output) {
    if (isDiskFull(output)) {
      return PostgresStartException.diskFull(home.base(), null);
    }
    if (isPortTaken(output)) {
      return PostgresStartException.portTaken(port);
    }
    if (isPredecessorLeaving(output)) {
      return PostgresStartException.databaseInUse(home.data());
    }
    return PostgresStartException.failed("the server", output);
  }
}
