package org.toolroute.gateway.change;

/** A feed that is current as long as the test says so. */
final class FakeFeed implements ChangeFeed {
  volatile boolean current = true;

  @Override
  public void register(ChangeListener listener) {
    throw new UnsupportedOperationException("this feed tells nothing");
  }

  @Override
  public boolean isCurrent() {
    return current;
  }
}
