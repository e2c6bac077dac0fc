package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The embedded server could not be started. The message is written for the operator: what happened,
 * where, and what to do. It holds no secret.
 */
public final class PostgresStartException extends RuntimeException {
  private static final String ELSEWHERE =
      "set SPRING_DATASOURCE_URL to use a PostgreSQL server of your own";

  PostgresStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static PostgresStartException unsupportedSystem() {
    return of(
        "The embedded PostgreSQL runs on Linux and macOS only. On this system, " + ELSEWHERE + ".");
  }

  static PostgresStartException noBinaries(Platform platform) {
    return of(
        "There are no PostgreSQL programs for this platform (%s) on the class path. Add the Maven artifact %s to it, or %s."
            .formatted(platform.archive(), platform.artifact(), ELSEWHERE));
  }

  static PostgresStartException homeNotWritable(Path path, IOException e) {
    if (ServerFailure.isDiskFull(String.valueOf(e.getMessage()))) {
      return diskFull(path, e);
    }
    return new PostgresStartException(
        "The gateway's home directory cannot be used: %s (%s). Make it writable for the user that runs the gateway, or choose another one with toolroute.home."
            .formatted(path, reason(e)),
        e);
  }

  static PostgresStartException homeInUse(Path home, Path lock) {
    return of(
        "Another gateway is running on the home directory %s (it holds the lock %s). Stop it, or give this gateway a directory of its own with toolroute.home."
            .formatted(home, lock));
  }

  static PostgresStartException unpackFailed(Path directory, IOException e) {
    if (ServerFailure.isDiskFull(String.valueOf(e.getMessage()))) {
      return diskFull(directory, e);
    }
    return new PostgresStartException(
        "The PostgreSQL programs could not be unpacked to %s (%s). Check that the directory above it is writable and the gateway's jar is intact."
            .formatted(directory, reason(e)),
        e);
  }

  static PostgresStartException diskFull(Path path, @Nullable Throwable cause) {
    return new PostgresStartException(
        "The disk is full: PostgreSQL could not write below %s. Free space on that file system (a first start needs about 150 MB), then start again; nothing committed is lost."
            .formatted(path),
        cause);
  }

  static PostgresStartException root(Path home, List<String> refusals) {
    return of(
        "PostgreSQL does not run as root, and no other identity works with the home directory %s. Tried: %s. Run the gateway as an ordinary user, or choose a home that other users can reach with toolroute.home, or %s."
            .formatted(home, String.join("; ", refusals), ELSEWHERE));
  }

  static PostgresStartException dataOfAnotherUser(Path data, int owner, int self) {
    return of(
        "The database directory %s belongs to user id %d, but the gateway runs as user id %d. Run it as that user, or hand the directory over with chown -R while it is stopped."
            .formatted(data, owner, self));
  }

  static PostgresStartException namelessUser(int uid) {
    return of(
        "The gateway runs as user id %d, which has no entry in /etc/passwd, and PostgreSQL needs one to create its database. Run the gateway as a user with a name, or %s."
            .formatted(uid, ELSEWHERE));
  }

  static PostgresStartException binariesDoNotRun(Path directory, List<String> refusals) {
    return of(
        "The PostgreSQL programs in %s do not run here (%s). Check that the file system allows execution (no noexec) and the C library is the right one, or %s."
            .formatted(directory, String.join("; ", refusals), ELSEWHERE));
  }

  static PostgresStartException portTaken(int port) {
    return of(
        "Port %d on 127.0.0.1 is taken by another process, so PostgreSQL cannot listen on it. Free the port, or set toolroute.postgres.port to another one (0 picks a free one)."
            .formatted(port));
  }

  static PostgresStartException wrongMajorVersion(Path data, String found, String expected) {
    return of(
        "The database directory %s was written by PostgreSQL %s, but this gateway brings PostgreSQL %s, which cannot read it. Start the gateway release that wrote it and export the data, or %s."
            .formatted(data, found, expected, ELSEWHERE));
  }

  static PostgresStartException notADatabase(Path data) {
    return of(
        "The directory %s is not a PostgreSQL database (it has no PG_VERSION). Restore it from a backup, or move it away to start with an empty database."
            .formatted(data));
  }

  static PostgresStartException databaseInUse(Path data) {
    return of(
        "Another PostgreSQL server is running on the database directory %s, perhaps in another container. Stop it, or give this gateway a home of its own with toolroute.home."
            .formatted(data));
  }

  static PostgresStartException passwordMissing(Path file) {
    return of(
        "The password file %s is missing, but its database exists. Restore the file from a backup: PostgreSQL cannot be opened without it."
            .formatted(file));
  }

  static PostgresStartException passwordExposed(Path file) {
    return of(
        "The password file %s can be read by other users of this machine. Run chmod 600 on it, and change the password by deleting the file if it is not superuser."
            .formatted(file));
  }

  static PostgresStartException failed(String program, String output) {
    return of(
        "PostgreSQL could not be started: %s stopped. Its last words:%n%s"
            .formatted(program, output));
  }

  static PostgresStartException timeout(Duration limit, String log) {
    return of(
        "PostgreSQL was not ready within %d s. It may be recovering from a crash: raise toolroute.postgres.start-timeout. The end of its log:%n%s"
            .formatted(limit.toSeconds(), log));
  }

  static PostgresStartException setupFailed(Throwable cause) {
    return new PostgresStartException(
        "PostgreSQL is running, but its roles and database could not be prepared: %s"
            .formatted(cause.getMessage()),
        cause);
  }

  static PostgresStartException interrupted() {
    return of("The start of PostgreSQL was interrupted.");
  }

  private static PostgresStartException of(String message) {
    return new PostgresStartException(message, null);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied for " + e.getMessage();
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
