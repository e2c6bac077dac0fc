package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds an identity under which PostgreSQL runs, because it refuses to be root. Every candidate is
 * tried with {@code postgres --version}, which fails just as the server would when a directory
 * cannot be passed, a program cannot be run or an identity cannot be taken.
 */
final class ServerUserChoice {
  private static final Logger LOG = LoggerFactory.getLogger(ServerUserChoice.class);
  private static final Path ENV = Path.of("/usr/bin/env");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final PostgresHome home;
  private final PostgresBinaries binaries;
  private final List<String> refusals = new ArrayList<>();

  ServerUserChoice(PostgresHome home, PostgresBinaries binaries) {
    this.home = home;
    this.binaries = binaries;
  }

  ServerUser choose() {
    if (home.processUid() != 0) {
      return self();
    }
    for (ServerUser candidate : candidates()) {
      if (works(candidate)) {
        LOG.atInfo().addKeyValue("user", candidate.description()).log("postgresql identity chosen");
        return candidate;
      }
    }
    throw PostgresStartException.root(home.home(), refusals);
  }

  private ServerUser self() {
    Optional<FileOwner> owner = home.dataOwner();
    if (owner.isPresent() && owner.get().uid() != home.processUid()) {
      throw PostgresStartException.dataOfAnotherUser(
          home.data(), owner.get().uid(), home.processUid());
    }
    ServerUser self = new ServerUser(List.of(), Optional.empty(), "the gateway's user");
    if (!works(self)) {
      throw PostgresStartException.binariesDoNotRun(binaries.directory(), refusals);
    }
    return self;
  }

  /** An existing data directory already says who its server is. */
  private List<ServerUser> candidates() {
    Optional<FileOwner> owner = home.dataOwner();
    List<ServerUser> candidates = new ArrayList<>();
    if (owner.isEmpty()) {
      SystemUsers.unprivileged().ifPresent(user -> addSetpriv(candidates, user));
    } else if (owner.get().uid() != 0) {
      addSetpriv(candidates, owner.get());
      return candidates;
    }
    addUnshare(candidates);
    return candidates;
  }

  private void addSetpriv(List<ServerUser> candidates, FileOwner user) {
    Command.find("setpriv")
        .map(setpriv ->
            List.of(
                setpriv.toString(),
                "--reuid=" + user.uid(),
                "--regid=" + user.gid(),
                "--clear-groups",
                "--inh-caps=-all",
                "--no-new-privs",
                "--"))
        .ifPresentOrElse(
            prefix ->
                candidates.add(new ServerUser(prefix, Optional.of(user), "user id " + user.uid())),
            () -> refusals.add("the program setpriv is not installed"));
  }

  private void addUnshare(List<ServerUser> candidates) {
    Command.find("unshare")
        .map(unshare -> List.of(unshare.toString(), "-U", "--"))
        .ifPresentOrElse(
            prefix ->
                candidates.add(
                    new ServerUser(
                        prefix, Optional.of(new FileOwner(0, 0)), "a user namespace of its own")),
            () -> refusals.add("the program unshare is not installed"));
  }

  private boolean works(ServerUser candidate) {
    try {
      candidate.own(home.run());
      // Not directly: setpriv gives up root's rights only with its exec, so that one would still
      // pass through directories that are closed to the new identity.
      Command.Finished trial =
          candidate
              .command(home.base(), ENV, binaries.postgres().toString(), "--version")
              .run(LIMIT);
      if (trial.exitCode() != 0) {
        refuse(candidate, trial.output().strip());
      }
      return trial.exitCode() == 0;
    } catch (IOException e) {
      refuse(candidate, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void refuse(ServerUser candidate, String reason) {
    String blocker =
        candidate.owner().filter(owner -> owner.uid() != 0).isPresent()
            ? closedParent().map(path -> " (" + path + " is closed to other users)").orElse("")
            : "";
    refusals.add(candidate.description() + ": " + reason + blocker);
  }

  private Optional<Path> closedParent() {
    for (Path path = home.home(); path != null; path = path.getParent()) {
      if (!SystemUsers.isPassable(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
