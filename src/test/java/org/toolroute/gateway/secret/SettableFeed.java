package org.toolroute.gateway.secret;

import java.util.ArrayList;
import java.util.List;
import org.toolroute.gateway.change.Change;
import org.toolroute.gateway.change.ChangeFeed;
import org.toolroute.gateway.change.ChangeListener;

/** A feed that tells what the test says, and is current only if the test says so. */
final class SettableFeed implements ChangeFeed {
  private final boolean current;
  private final List<ChangeListener> listeners = new ArrayList<>();

  SettableFeed(boolean current) {
    this.current = current;
  }

  void tell(String topic, String subject) {
    listeners.forEach(listener -> listener.changed(new Change(topic, subject)));
  }

  @Override
  public void register(ChangeListener listener) {
    listeners.add(listener);
  }

  @Override
  public boolean isCurrent() {
    return current;
  }
}
