package org.toolroute.gateway.ledger.postgres;

import org.toolroute.gateway.ledger.PriceVersions;

/** Keeps price lists, each once. */
final class PostgresPriceVersions implements PriceVersions {
  private static final String INSERT =
      "INSERT INTO ledger_price_version (price_version, prices) VALUES (:version, :prices)"
          + " ON CONFLICT DO NOTHING";
  private static final String SAME =
      "SELECT prices = :prices FROM ledger_price_version WHERE price_version = :version";

  private final LedgerDatabase database;

  PostgresPriceVersions(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public void publish(String version, String prices) {
    database.run(
        jdbc -> jdbc.sql(INSERT).param("version", version).param("prices", prices).update());
    boolean same =
        database.run(jdbc ->
            jdbc.sql(SAME)
                .param("version", version)
                .param("prices", prices)
                .query(Boolean.class)
                .single());
    if (!same) {
      throw new IllegalStateException("other prices are kept under price version " + version);
    }
  }
}
