package org.toolroute.gateway.byok;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.toolroute.gateway.change.Change;
import org.toolroute.gateway.change.ChangeFeed;
import org.toolroute.gateway.change.ChangeListener;
import org.toolroute.gateway.change.WatchedCache;
import org.toolroute.gateway.secret.KeyEnvelope;
import org.toolroute.gateway.shared.ByokId;
import org.toolroute.gateway.shared.DatabaseFailure;

/**
 * What every call has to know: whether a slot is taken. Remembers registrations, and that there is
 * none; sees to it that the data key of a registration that is gone is forgotten too.
 */
final class KnownRegistrations implements ChangeListener {
  /** The subject is the slot. */
  private static final String CHANGED = "registration";

  /** The subject is the slot and the id of the registration that was there. */
  private static final String GONE = "registration_gone";

  private static final int SLOTS_MAX = 20_000;

  private final RegistrationTable table;
  private final KeyEnvelope envelope;
  private final WatchedCache<Slot, Optional<Registration>> cache;

  KnownRegistrations(RegistrationTable table, KeyEnvelope envelope, ChangeFeed feed) {
    this.table = requireNonNull(table, "table");
    this.envelope = requireNonNull(envelope, "envelope");
    this.cache = new WatchedCache<>(feed, SLOTS_MAX);
    feed.register(this);
  }

  Optional<Registration> find(Slot slot) {
    return cache.find(slot).orElseGet(() -> load(slot));
  }

  void drop(Slot slot) {
    cache.drop(slot);
  }

  /** The slot first, so that nobody finds there what was forgotten. */
  void dropGone(Slot slot, ByokId id) {
    cache.drop(slot);
    envelope.forget(id.toString());
  }

  @Override
  public void changed(Change change) {
    if (change.topic().equals(CHANGED) || change.topic().equals(GONE)) {
      String[] parts = change.subject().split("/", -1);
      Optional<Slot> slot =
          parts.length < 3 ? Optional.empty() : Slot.parse(parts[0], parts[1], parts[2]);
      slot.ifPresentOrElse(
          itsSlot -> {
            if (change.topic().equals(CHANGED)) {
              drop(itsSlot);
            } else {
              id(parts).ifPresentOrElse(id -> dropGone(itsSlot, id), this::anythingMayHaveChanged);
            }
          },
          this::anythingMayHaveChanged);
    }
  }

  @Override
  public void anythingMayHaveChanged() {
    cache.dropAll();
    envelope.forgetAll();
  }

  private Optional<Registration> load(Slot slot) {
    try {
      return cache.load(slot, table::find, _ -> true);
    } catch (DataAccessException e) {
      throw DatabaseFailure.of(e).orElseThrow(() -> e);
    }
  }

  private static Optional<ByokId> id(String[] parts) {
    try {
      return parts.length == 4
          ? Optional.of(new ByokId(UUID.fromString(parts[3])))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
