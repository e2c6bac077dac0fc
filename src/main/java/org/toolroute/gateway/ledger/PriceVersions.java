package org.toolroute.gateway.ledger;

/** Keeps every price list that calls were charged by, so that an old bill can be explained. */
public interface PriceVersions {
  /**
   * Keeps {@code prices} under {@code version}. The same again changes nothing.
   *
   * @param version what {@link HoldRequest#priceVersion()} names
   * @param prices the list as it was loaded
   * @throws IllegalStateException when other prices are kept under that version
   */
  void publish(String version, String prices);
}
