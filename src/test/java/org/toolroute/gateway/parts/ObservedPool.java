package org.toolroute.gateway.parts;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A connection pool of the gateway's role that counts its uses and can hold one up: what was read
 * has been read by then, and the reader has not gone on yet.
 */
public final class ObservedPool extends DelegatingDataSource implements AutoCloseable {
  private final HikariDataSource pool;
  private final AtomicInteger uses = new AtomicInteger();
  private final AtomicReference<Runnable> beforeNextReturn = new AtomicReference<>(() -> {});

  public ObservedPool(TestDatabase database) {
    pool = new HikariDataSource();
    pool.setDataSource(database.gateway());
    pool.setMaximumPoolSize(6);
    setTargetDataSource(pool);
  }

  @Override
  public Connection getConnection() throws SQLException {
    uses.incrementAndGet();
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("close")) {
                beforeNextReturn.getAndSet(() -> {}).run();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** How often a connection was taken. */
  public int uses() {
    return uses.get();
  }

  /** Runs {@code action} when the next user is done with its connection, before it goes on. */
  public void beforeNextReturn(Runnable action) {
    beforeNextReturn.set(action);
  }

  @Override
  public void close() {
    pool.close();
  }
}
