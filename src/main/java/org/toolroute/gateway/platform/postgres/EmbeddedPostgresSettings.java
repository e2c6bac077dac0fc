package org.toolroute.gateway.platform.postgres;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the embedded server is run.
 *
 * @param home the gateway's home directory; the server keeps everything in {@code postgres} below
 *     it
 * @param port TCP port on 127.0.0.1; 0 picks a free one at the first start and keeps it
 * @param maxConnections connections the server accepts, 10 to 1000
 * @param startTimeout how long a start may take, crash recovery included
 * @param stopTimeout how long a fast shutdown may take before an immediate one follows
 * @param maxLogSize size at which the server log is set aside; two files of this size are kept
 */
@ConfigurationProperties("toolroute.postgres")
public record EmbeddedPostgresSettings(
    Path home,
    @DefaultValue("0") int port,
    @DefaultValue("60") int maxConnections,
    @DefaultValue("60s") Duration startTimeout,
    @DefaultValue("20s") Duration stopTimeout,
    @DefaultValue("10MB") DataSize maxLogSize) {

  public EmbeddedPostgresSettings {
    requireNonNull(home, "home");
    check(port >= 0 && port <= 65_535, "port must be between 0 and 65535");
    check(maxConnections >= 10 && maxConnections <= 1000, "max-connections: 10 to 1000");
    check(startTimeout.isPositive(), "start-timeout must be positive");
    check(stopTimeout.isPositive(), "stop-timeout must be positive");
    check(maxLogSize.toBytes() >= 4096, "max-log-size must be 4KB or more");
  }

  /** The defaults, for a server below {@code home}. */
  public static EmbeddedPostgresSettings below(Path home) {
    return new EmbeddedPostgresSettings(
        home, 0, 60, Duration.ofSeconds(60), Duration.ofSeconds(20), DataSize.ofMegabytes(10));
  }

  /** The same with a port of the operator's choice. */
  public EmbeddedPostgresSettings withPort(int chosen) {
    return new EmbeddedPostgresSettings(
        home, chosen, maxConnections, startTimeout, stopTimeout, maxLogSize);
  }

  /** The same with another limit for a start. */
  public EmbeddedPostgresSettings withStartTimeout(Duration limit) {
    return new EmbeddedPostgresSettings(home, port, maxConnections, limit, stopTimeout, maxLogSize);
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("toolroute.postgres: " + rule);
    }
  }
}
