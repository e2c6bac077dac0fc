package org.toolroute.gateway.platform.postgres;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the parts of a binaries archive that a server needs. Memory is bounded by the archive's
 * dictionary (8 MiB now, {@value #MAX_MEMORY_KIB} KiB at most), disk by {@link #MAX_BYTES}.
 */
final class ArchiveUnpacker {
  private static final int MAX_MEMORY_KIB = 96 * 1024;
  private static final long MAX_BYTES = 512L << 20;
  private static final int EXECUTABLE = 0100;

  private final Path target;
  private long written;

  private ArchiveUnpacker(Path target) {
    this.target = target;
  }

  static void unpack(InputStream archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(archive, MAX_MEMORY_KIB))) {
      ArchiveUnpacker unpacker = new ArchiveUnpacker(target);
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (isNeeded(entry.getName())) {
          unpacker.write(entry, tar);
        }
      }
    }
  }

  /** Leaves out what only a compiler needs. */
  private static boolean isNeeded(String name) {
    return !name.endsWith(".a") && !name.contains("/pkgconfig") && !name.contains("include/");
  }

  private void write(TarArchiveEntry entry, InputStream content) throws IOException {
    Path path = inside(target.resolve(entry.getName()));
    if (entry.isDirectory()) {
      directory(path);
    } else if (entry.isSymbolicLink()) {
      directory(path.resolveSibling("."));
      inside(path.resolveSibling(entry.getLinkName()));
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      directory(path.resolveSibling("."));
      file(path, content);
      // Set by hand: the umask of this process may hide the files from the server's user.
      boolean executable = (entry.getMode() & EXECUTABLE) != 0;
      PostgresHome.protect(path, executable ? "rwxr-xr-x" : "rw-r--r--");
    } else {
      throw new IOException("unexpected kind of entry in the archive: " + entry.getName());
    }
  }

  private void file(Path path, InputStream content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(path.toFile())) {
      byte[] buffer = new byte[64 * 1024];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        written += n;
        if (written > MAX_BYTES) {
          throw new IOException("the archive holds more than " + MAX_BYTES + " bytes");
        }
        out.write(buffer, 0, n);
      }
    }
  }

  private void directory(Path path) throws IOException {
    Path missing = path.normalize();
    if (!missing.equals(target) && !Files.isDirectory(missing)) {
      directory(missing.resolveSibling("."));
      Files.createDirectory(missing);
      PostgresHome.protect(missing, "rwxr-xr-x");
    }
  }

  private Path inside(Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("the archive reaches outside of its directory: " + path);
    }
    return normal;
  }
}
