package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServerFailureTest {
  private static final PostgresHome HOME = new PostgresHome(Path.of("/srv/toolroute"), 1000);

  @Test
  void fullDiskIsSeenInWhateverFailed() {
    String output =
        """
        2026-11-24 06:22:53.897 UTC [7] FATAL:  could not write lock file "postmaster.pid": No space left on device
        """;

    assertThat(ServerFailure.describe(HOME, 5433, output))
        .hasMessageContaining("The disk is full: PostgreSQL could not write below /srv/toolroute");
    assertThat(ServerFailure.describeInitdb(HOME, "initdb: error: Disk quota exceeded"))
        .hasMessageContaining("The disk is full");
  }

  @Test
  void sessionsOfADeadServerThatStayAreReportedAsAServer() {
    String output =
        """
        2026-11-24 06:22:53.897 UTC [7] FATAL:  pre-existing shared memory block (key 4259, ID 3) is still in use
        """;

    assertThat(ServerFailure.isPredecessorLeaving(output)).isTrue();
    assertThat(ServerFailure.describe(HOME, 5433, output))
        .hasMessageContaining("Another PostgreSQL server is running on the database directory");
  }

  @Test
  void userWithoutANameIsExplained() {
    String output = "initdb: error: could not look up effective user ID 1000: user does not exist";

    assertThat(ServerFailure.describeInitdb(HOME, output))
        .hasMessageContaining("runs as user id 1000, which has no entry in /etc/passwd");
  }

  @Test
  void whatIsNotKnownIsPassedOn() {
    assertThat(ServerFailure.describe(HOME, 5433, "FATAL: surprise"))
        .hasMessageContaining("FATAL: surprise");
  }
}
