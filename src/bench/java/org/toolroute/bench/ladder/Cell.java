package org.toolroute.bench.ladder;

/**
 * One line of the table.
 *
 * @param accounts how many accounts call in turn; 0 on the rungs that know none
 */
record Cell(Rung rung, int connections, int accounts) {

  String id() {
    return rung.id() + "-" + connections + (rung.hasAccounts() ? "-" + accounts : "");
  }
}
