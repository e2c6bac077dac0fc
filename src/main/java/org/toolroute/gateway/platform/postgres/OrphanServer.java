package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deals with a server that outlived the gateway which started it. */
final class OrphanServer {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanServer.class);

  private final PostgresHome home;
  private final PostgresBinaries binaries;
  private final PostgresServer servers;

  OrphanServer(PostgresHome home, PostgresBinaries binaries, PostgresServer servers) {
    this.home = home;
    this.binaries = binaries;
    this.servers = servers;
  }

  /**
   * Takes over the server that runs on the database directory if it is of this version, answers and
   * has these settings; stops it otherwise. Empty when none is left running.
   */
  Optional<ProcessHandle> adoptOrStop(ServerSettings settings, Roles roles) {
    Optional<PostmasterFile> file = PostmasterFile.read(home.data());
    Optional<ProcessHandle> process = file.flatMap(PostmasterFile::process);
    if (process.isEmpty()) {
      file.ifPresent(this::clearAway);
      return Optional.empty();
    }
    boolean adopt = file.get().port() == settings.port() && isAsWanted(settings, roles);
    LOG.atInfo()
        .addKeyValue("pid", process.get().pid())
        .addKeyValue("adopted", adopt)
        .log("postgresql of an earlier gateway found");
    if (adopt) {
      return process;
    }
    servers.stop(process.get());
    return Optional.empty();
  }

  private boolean isAsWanted(ServerSettings settings, Roles roles) {
    try (Connection connection = roles.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('data_directory')")) {
      return row.next()
          && row.getString(1).equals(home.data().toString())
          && isOfTheseBinaries()
          && settings.areThoseOf(connection);
    } catch (SQLException | IOException e) {
      LOG.atDebug().setCause(e).log("postgresql of an earlier gateway does not answer");
      return false;
    }
  }

  /**
   * Removes what a dead server left if another process has its number by now: PostgreSQL would take
   * that one for a server. Should sessions of the dead one still live, the shared memory of the
   * database directory tells PostgreSQL.
   */
  private void clearAway(PostmasterFile file) {
    if (file.answersIn(home.run())) {
      throw PostgresStartException.databaseInUse(home.data());
    }
    if (ProcessHandle.of(file.pid()).isPresent()) {
      FileTree.deleteIfPossible(home.data().resolve("postmaster.pid"));
    }
  }

  /** The server notes its command line in {@code postmaster.opts}, with links resolved. */
  private boolean isOfTheseBinaries() throws IOException {
    return Files.readString(home.data().resolve("postmaster.opts"))
        .startsWith(binaries.postgres().toRealPath() + " ");
  }
}
