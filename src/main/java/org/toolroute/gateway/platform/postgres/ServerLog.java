package org.toolroute.gateway.platform.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The server's log file. The server appends to it directly, not through this process, so that it
 * neither stops nor falls silent when the gateway dies.
 */
record ServerLog(Path file, long maxBytes) {
  private static final int TAIL_LINES = 20;
  private static final int TAIL_BYTES = 8 * 1024;

  /** Creates the file, readable for its owner only. */
  void open() throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    PostgresHome.protect(file, "rw-------");
    rotate();
  }

  /**
   * Sets the content aside once it is large: copied, then cut, because the server keeps the file
   * open. Lines written between the two steps are lost.
   */
  void rotate() throws IOException {
    if (Files.exists(file) && Files.size(file) > maxBytes) {
      Path previous = file.resolveSibling(file.getFileName() + ".1");
      Files.copy(
          file, previous, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    }
  }

  long size() throws IOException {
    return Files.size(file);
  }

  /** The last lines written after {@code offset}, 20 at most. */
  String tailAfter(long offset) {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long end = log.length();
      long start = Math.max(Math.min(offset, end), end - TAIL_BYTES);
      byte[] bytes = new byte[(int) (end - start)];
      log.seek(start);
      log.readFully(bytes);
      List<String> lines = new String(bytes, UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(the log " + file + " cannot be read)";
    }
  }
}
