package org.toolroute.gateway.parts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Passes bytes between a gateway and its database, and loses the answer to a statement when told
 * to: the database has carried it out, and the gateway finds its connection broken.
 */
public final class LosingRelay implements AutoCloseable {
  private final ServerSocket entrance;
  private final URI server;
  private final String password;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger losses = new AtomicInteger();
  private volatile String statement = "";
  private volatile boolean staysAway;
  private volatile boolean away;

  private LosingRelay(TestDatabase database) throws IOException {
    server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    password = database.password();
    entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public static LosingRelay to(TestDatabase database) throws IOException {
    return new LosingRelay(database);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + server.getPath();
  }

  /** Connects as the role that the gateway runs with. */
  public DataSource gateway() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(jdbcUrl());
    dataSource.setUser(TestDatabase.GATEWAY);
    dataSource.setPassword(password);
    return dataSource;
  }

  /** Loses the next answers to statements that contain {@code text}. */
  public void loseAnswersTo(String text, int times) {
    statement = text;
    losses.set(times);
  }

  /** Loses the next answer to a statement that contains {@code text}, and all connections then. */
  public void loseAnswerAndStayAway(String text) {
    staysAway = true;
    loseAnswersTo(text, 1);
  }

  public boolean isAway() {
    return away;
  }

  public void comeBack() {
    staysAway = false;
    away = false;
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }

  private void accept() {
    try {
      while (!entrance.isClosed()) {
        Socket client = entrance.accept();
        if (away) {
          client.close();
          continue;
        }
        Socket upstream = new Socket(server.getHost(), server.getPort());
        open.add(client);
        open.add(upstream);
        AtomicBoolean losing = new AtomicBoolean();
        Thread.ofVirtual().start(() -> passStatements(client, upstream, losing));
        Thread.ofVirtual().start(() -> passAnswers(upstream, client, losing));
      }
    } catch (IOException e) {
      // The relay was closed.
    }
  }

  private void passStatements(Socket client, Socket upstream, AtomicBoolean losing) {
    byte[] buffer = new byte[1 << 16];
    try (client;
        upstream) {
      for (int count; (count = client.getInputStream().read(buffer)) >= 0; ) {
        if (losses.get() > 0 && new String(buffer, 0, count, ISO_8859_1).contains(statement)) {
          losing.set(losses.getAndDecrement() > 0);
        }
        upstream.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      // One side has gone; so does the other.
    }
  }

  private void passAnswers(Socket upstream, Socket client, AtomicBoolean losing) {
    byte[] buffer = new byte[1 << 16];
    try (client;
        upstream) {
      for (int count; (count = upstream.getInputStream().read(buffer)) >= 0; ) {
        if (losing.get()) {
          away = staysAway;
          if (away) {
            cut();
          }
          return;
        }
        client.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      // One side has gone; so does the other.
    }
  }

  private void cut() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        // It was closed before.
      }
    }
  }
}
