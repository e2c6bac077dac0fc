package org.toolroute.gateway.change;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes a change from Java, for what is not written by one SQL statement: in the running
 * transaction if there is one, so that it is told if and when that commits; else at once.
 */
public final class ChangePublisher {
  private final JdbcClient database;

  public ChangePublisher(JdbcClient database) {
    this.database = database;
  }

  public void publish(Change change) {
    database
        .sql("SELECT pg_notify(:channel, :payload)")
        .param("channel", ChangeFeed.CHANNEL)
        .param("payload", change.payload())
        .query((row, number) -> number)
        .list();
  }
}
