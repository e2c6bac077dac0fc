package org.toolroute.gateway.platform.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** The directory with the database files: made by {@code initdb}, checked before each start. */
final class DataDirectory {
  private static final Duration INITDB_LIMIT = Duration.ofMinutes(5);
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);

  private final PostgresHome home;
  private final PostgresBinaries binaries;
  private final ServerUser user;

  DataDirectory(PostgresHome home, PostgresBinaries binaries, ServerUser user) {
    this.home = home;
    this.binaries = binaries;
    this.user = user;
  }

  boolean exists() {
    return Files.exists(home.data());
  }

  /** Refuses a directory that these programs cannot serve. */
  void check() {
    Path file = home.data().resolve("PG_VERSION");
    try {
      if (!Files.exists(file)) {
        throw PostgresStartException.notADatabase(home.data());
      }
      String found = Files.readString(file, US_ASCII).strip();
      String expected = majorVersion();
      if (!found.equals(expected)) {
        throw PostgresStartException.wrongMajorVersion(home.data(), found, expected);
      }
    } catch (IOException e) {
      throw PostgresStartException.homeNotWritable(home.data(), e);
    }
  }

  /**
   * Creates an empty database. It is made beside its place and renamed, so a directory with the
   * final name is complete even if this process was killed on the way.
   */
  void create(Secret superuserPassword) {
    Path draft = home.base().resolve("data.new-" + UUID.randomUUID());
    Path passwordFile = home.run().resolve("initdb-password");
    try {
      removeDrafts();
      Files.createDirectory(draft);
      PostgresHome.protect(draft, "rwx------");
      user.own(draft);
      FileTree.writePrivately(
          passwordFile, superuserPassword.reveal(SecretAccess.DATABASE_LOGIN) + "\n");
      user.own(passwordFile);
      initdb(draft, passwordFile);
      Files.move(draft, home.data(), StandardCopyOption.ATOMIC_MOVE);
      FileTree.sync(home.base());
    } catch (IOException e) {
      throw PostgresStartException.homeNotWritable(home.base(), e);
    } finally {
      FileTree.deleteIfPossible(passwordFile);
      FileTree.deleteIfPossible(draft);
    }
  }

  private void initdb(Path draft, Path passwordFile) throws IOException {
    Command.Finished initdb =
        user.command(
                home.base(),
                binaries.initdb(),
                "--pgdata=" + draft,
                "--username=" + Roles.SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // Sorts by code point and folds case without the old ICU library of the archive
                // and without the C library, whose collations change with the system.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions")
            .run(INITDB_LIMIT);
    if (initdb.exitCode() != 0) {
      throw ServerFailure.describeInitdb(home, initdb.output());
    }
  }

  /** A start that was killed leaves its draft behind. */
  private void removeDrafts() throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(home.base(), "data.new-*")) {
      drafts.forEach(FileTree::deleteIfPossible);
    }
  }

  /** From {@code postgres (PostgreSQL) 18.6}. */
  private String majorVersion() throws IOException {
    String version =
        user.command(home.base(), binaries.postgres(), "--version").run(VERSION_LIMIT).output();
    return version.strip().replaceFirst(".*\\) (\\d+).*", "$1");
  }
}
