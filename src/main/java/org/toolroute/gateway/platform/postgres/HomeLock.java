package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the operating system that lets one gateway use a home directory at a time. It ends
 * with the process, however that dies, and the server's processes do not inherit it.
 */
final class HomeLock implements AutoCloseable {
  /**
   * POSIX file locks belong to the process: closing any channel on the file drops the lock of all
   * others. So a second attempt in the same process must be refused before it opens the file, and
   * the record of it must be as wide as the process too.
   */
  private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private @Nullable FileChannel channel;

  private HomeLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static HomeLock acquire(PostgresHome home) {
    Path file = home.lockFile();
    if (!HELD_BY_THIS_PROCESS.add(file)) {
      throw PostgresStartException.homeInUse(home.home(), file);
    }
    boolean locked = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = channel.tryLock() != null;
      if (!locked) {
        channel.close();
        throw PostgresStartException.homeInUse(home.home(), file);
      }
      return new HomeLock(file, channel);
    } catch (IOException e) {
      throw PostgresStartException.homeNotWritable(home.home(), e);
    } finally {
      if (!locked) {
        HELD_BY_THIS_PROCESS.remove(file);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is gone either way, and with it the lock.
    } finally {
      channel = null;
      HELD_BY_THIS_PROCESS.remove(file);
    }
  }
}
