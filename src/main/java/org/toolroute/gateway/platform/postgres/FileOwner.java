package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The numeric user and group of a file. */
record FileOwner(int uid, int gid) {

  static FileOwner of(Path path) {
    try {
      return new FileOwner(
          (int) Files.getAttribute(path, "unix:uid"), (int) Files.getAttribute(path, "unix:gid"));
    } catch (IOException e) {
      throw PostgresStartException.homeNotWritable(path, e);
    }
  }

  void take(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", uid);
    Files.setAttribute(path, "unix:gid", gid);
  }
}
