package org.toolroute.gateway.platform.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of the server that runs, or ran, on a database directory. Lines
 * as in PostgreSQL's {@code src/include/utils/pidfile.h}.
 */
record PostmasterFile(Path data, long pid, int port, boolean ready) {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** Empty when there is no such file, or one that is only half written. */
  static Optional<PostmasterFile> read(Path data) {
    Path file = data.resolve("postmaster.pid");
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file, ISO_8859_1);
      return Optional.of(
          new PostmasterFile(
              data,
              Long.parseLong(line(lines, 0)),
              lines.size() > PORT_LINE ? Integer.parseInt(line(lines, PORT_LINE)) : 0,
              line(lines, STATUS_LINE).equals("ready")));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The server's process, if it lives. A number alone proves nothing, because the system gives it
   * to others later; the process must have been started with this database directory.
   */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process ->
            process.info().arguments().stream()
                .flatMap(Arrays::stream)
                .anyMatch(data.toString()::equals));
  }

  /**
   * Whether somebody answers on the server's Unix socket below {@code run}. That finds a server in
   * another container which shares the directories but not the process numbers.
   */
  boolean answersIn(Path run) {
    Path socket = run.resolve(".s.PGSQL." + port);
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index).strip() : "";
  }
}
