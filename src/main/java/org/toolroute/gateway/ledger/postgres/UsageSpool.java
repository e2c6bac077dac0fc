package org.toolroute.gateway.ledger.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines that wait on disk: appended to the newest file and flushed before {@link #append} returns,
 * taken file by file. One process at a time owns the directory. After a crash the last line of a
 * file may be torn; it was never confirmed, and whoever reads it must expect it.
 */
final class UsageSpool implements AutoCloseable {
  private static final String SUFFIX = ".jsonl";

  private final Path directory;
  private final long bytesMax;
  private final FileChannel ownership;
  private @Nullable FileChannel newest;
  private long nextNumber;
  private long bytes;
  private long lines;

  private UsageSpool(Path directory, long bytesMax, FileChannel ownership) {
    this.directory = directory;
    this.bytesMax = bytesMax;
    this.ownership = ownership;
  }

  /**
   * Takes {@code directory} over, with what an earlier process left in it.
   *
   * @param bytesMax the most that may wait
   */
  static UsageSpool open(Path directory, long bytesMax) {
    try {
      Files.createDirectories(directory);
      FileChannel ownership = FileChannel.open(directory.resolve("owner.lock"), CREATE, WRITE);
      own(ownership);
      UsageSpool spool = new UsageSpool(directory, bytesMax, ownership);
      for (Path file : spool.files()) {
        spool.bytes += Files.size(file);
        spool.lines += read(file).size();
        spool.nextNumber = number(file) + 1;
      }
      return spool;
    } catch (IOException e) {
      throw new UncheckedIOException("the usage spool cannot be opened", e);
    }
  }

  /**
   * Appends lines and waits for the disk.
   *
   * @return false when there is no room for all of them; none is appended then
   */
  synchronized boolean append(List<String> added) throws IOException {
    byte[] text = (String.join("\n", added) + "\n").getBytes(UTF_8);
    if (bytes + text.length > bytesMax) {
      return false;
    }
    FileChannel file = newest == null ? create() : newest;
    newest = file;
    long before = file.size();
    try {
      ByteBuffer buffer = ByteBuffer.wrap(text);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      file.force(true);
    } catch (IOException e) {
      abandon(file, before);
      throw e;
    }
    bytes += text.length;
    lines += added.size();
    return true;
  }

  /** The files that wait, oldest first; what is appended from now on goes to another one. */
  synchronized List<Path> roll() throws IOException {
    if (newest != null) {
      newest.close();
      newest = null;
    }
    return files();
  }

  /** The lines of a file that {@link #roll} gave. */
  static List<String> read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8).lines().toList();
  }

  /** Forgets a file that {@link #roll} gave. */
  synchronized void remove(Path file) throws IOException {
    long size = Files.size(file);
    long count = read(file).size();
    Files.delete(file);
    bytes = Math.max(0, bytes - size);
    lines = Math.max(0, lines - count);
  }

  /** How many lines wait. */
  synchronized long size() {
    return lines;
  }

  @Override
  public synchronized void close() throws IOException {
    roll();
    ownership.close();
  }

  private FileChannel create() throws IOException {
    FileChannel file = FileChannel.open(directory.resolve(name(nextNumber++)), CREATE, APPEND);
    try (FileChannel entry = FileChannel.open(directory, READ)) {
      entry.force(true);
    }
    return file;
  }

  /** Half a line must not become the start of the next one. */
  private void abandon(FileChannel file, long before) throws IOException {
    newest = null;
    try (file) {
      file.truncate(before);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static String name(long number) {
    return "usage-%012d%s".formatted(number, SUFFIX);
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring("usage-".length(), name.length() - SUFFIX.length()));
  }

  private static void own(FileChannel ownership) throws IOException {
    FileLock lock;
    try {
      lock = ownership.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      ownership.close();
      throw new IllegalStateException("another gateway uses the usage spool directory");
    }
  }
}
