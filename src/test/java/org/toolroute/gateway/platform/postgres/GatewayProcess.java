package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** A process that starts the embedded server as a gateway does and then waits to be killed. */
final class GatewayProcess {
  private GatewayProcess() {}

  /**
   * Prints {@code pid port} of the server, or the message of a failed start.
   *
   * @param args the home directory
   */
  public static void main(String[] args) throws IOException {
    try (RunningPostgres server =
        EmbeddedPostgres.start(EmbeddedPostgresSettings.below(Path.of(args[0])))) {
      System.out.println(server.pid() + " " + server.port());
      System.in.read();
    } catch (PostgresStartException e) {
      System.out.println(e.getMessage());
    }
  }
}
