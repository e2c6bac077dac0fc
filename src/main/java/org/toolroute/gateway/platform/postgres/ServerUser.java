package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The identity that the server's programs run with.
 *
 * @param prefix words before a program that change the identity; each of those programs replaces
 *     itself by the next, so the process started is the server itself
 * @param owner who must own the server's directories, if not this process
 * @param description for messages and the log
 */
record ServerUser(List<String> prefix, Optional<FileOwner> owner, String description) {

  ServerUser {
    prefix = List.copyOf(prefix);
  }

  List<String> words(Path program, List<String> arguments) {
    List<String> words = new ArrayList<>(prefix);
    words.add(program.toString());
    words.addAll(arguments);
    return words;
  }

  Command command(Path directory, Path program, String... arguments) {
    return new Command(words(program, List.of(arguments)), directory);
  }

  /** Gives a path to the server's user. */
  void own(Path path) throws IOException {
    if (owner.isPresent()) {
      owner.get().take(path);
    }
  }
}
