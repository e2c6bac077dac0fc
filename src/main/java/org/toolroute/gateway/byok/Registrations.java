package org.toolroute.gateway.byok;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.toolroute.gateway.secret.KeyEnvelope;
import org.toolroute.gateway.secret.SealedSecret;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.ByokId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Page;
import org.toolroute.gateway.shared.PageRequest;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;

/**
 * The callers' own provider keys. Guarantee: a key is stored encrypted only, opens only for its
 * account, environment and provider, and once it is deleted or replaced no call that starts later
 * gets it: at once on this node, within a second on the others.
 */
public final class Registrations {
  private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final int FIRST_VERSION = 1;

  private final RegistrationTable table;
  private final KnownRegistrations known;
  private final KeyRules rules;
  private final KeyEnvelope envelope;
  private final InstantSource clock;

  Registrations(
      RegistrationTable table,
      KnownRegistrations known,
      KeyRules rules,
      KeyEnvelope envelope,
      InstantSource clock) {
    this.table = requireNonNull(table, "table");
    this.known = requireNonNull(known, "known");
    this.rules = requireNonNull(rules, "rules");
    this.envelope = requireNonNull(envelope, "envelope");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Stores a key under a new id, in place of the one that the account has for that provider.
   *
   * @throws GatewayException {@code invalid_key_format}; {@code unknown_tool} or {@code
   *     invalid_request}, both with status 422, for a provider that does not exist or is free;
   *     {@code byok_key_rejected} and {@code provider_unavailable} when it was to be verified;
   *     {@code secrets_unavailable}. Nothing is stored or replaced then.
   */
  public Registration register(AccountId account, Environment environment, NewRegistration wanted) {
    ProviderId provider = rules.check(wanted);
    if (wanted.verify()) {
      rules.verify(provider, environment, wanted.key());
    }
    Slot slot = new Slot(account, environment, provider);
    ByokId id = ByokId.next();
    SealedSecret sealed = envelope.seal(slot.sealingContext(id, FIRST_VERSION), wanted.key());
    Registration registration =
        new Registration(
            id,
            account,
            environment,
            provider,
            wanted.label(),
            Registration.Status.ACTIVE,
            Optional.empty(),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            new SealedKey(sealed, FIRST_VERSION));
    table
        .put(registration)
        .ifPresentOrElse(replaced -> known.dropGone(slot, replaced), () -> known.drop(slot));
    return registration;
  }

  public Optional<Registration> find(AccountId account, Environment environment, ByokId id) {
    return table.find(account, environment, id);
  }

  /**
   * The account's registrations in one environment, in the order of their ids: by creation, to the
   * millisecond.
   */
  public Page<Registration> list(AccountId account, Environment environment, PageRequest request) {
    UUID after =
        request
            .cursor()
            .map(cursor -> ByokId.parse(cursor).orElseThrow(PageRequest::unknownCursor).value())
            .orElse(BEFORE_ALL);
    List<Registration> rows = table.list(account, environment, after, request.limit() + 1);
    return Page.cut(rows, request, registration -> registration.id().toString());
  }

  /**
   * Deletes a registration with its key.
   *
   * @throws GatewayException {@code not_found}, the same for another account's registration, one of
   *     the other environment, and none
   */
  public void delete(AccountId account, Environment environment, ByokId id) {
    Slot slot = table.delete(account, environment, id).orElseThrow(Registrations::notFound);
    known.dropGone(slot, id);
  }

  /** What is thrown for a registration that does not exist, is another's, or an id that is none. */
  public static GatewayException notFound() {
    return new GatewayException(ErrorCode.NOT_FOUND, "There is no such registration.");
  }

  /**
   * The registration that pays for a call, whatever its status; empty when there is none.
   *
   * @throws GatewayException {@code ledger_unavailable} when the database cannot answer
   */
  public Optional<Registration> active(
      AccountId account, Environment environment, ProviderId provider) {
    return known.find(new Slot(account, environment, provider));
  }

  /**
   * The key in clear; the caller closes it.
   *
   * @throws GatewayException {@code secrets_unavailable}; {@code byok_key_unreadable}, and the
   *     registration is marked so
   */
  public Secret open(Registration registration) {
    try {
      Secret key = envelope.open(registration.sealingContext(), registration.sealed().secret());
      if (registration.status() == Registration.Status.UNREADABLE) {
        note(registration, () -> table.clearUnreadable(registration.id()));
      }
      return key;
    } catch (GatewayException e) {
      if (e.code() == ErrorCode.BYOK_KEY_UNREADABLE) {
        note(registration, () -> markUnreadable(registration));
      }
      throw e;
    }
  }

  /** Notes that the provider refused the key. That it lacks a permission is not a refusal. */
  public void markRejected(Registration registration) {
    note(registration, () -> table.setRejected(registration.id(), clock.instant()));
  }

  /** Notes that the provider accepted the key. Costs nothing unless it was refused before. */
  public void markAccepted(Registration registration) {
    if (registration.status() == Registration.Status.REJECTED) {
      note(registration, () -> table.clearRejected(registration.id()));
    }
  }

  private boolean markUnreadable(Registration registration) {
    boolean news = table.setUnreadable(registration.id(), clock.instant());
    if (news) {
      LOG.atError()
          .addKeyValue("byokId", registration.id())
          .addKeyValue("accountId", registration.account())
          .addKeyValue("provider", registration.provider())
          .log("stored key fails authentication: changed rows or a wrong wrapping key");
    }
    return news;
  }

  /**
   * A status informs; that it cannot be written now must not change how a call ends.
   *
   * @param statement returns whether it changed the row
   */
  private void note(Registration registration, BooleanSupplier statement) {
    try {
      if (statement.getAsBoolean()) {
        known.drop(registration.slot());
      }
    } catch (DataAccessException e) {
      LOG.atWarn()
          .addKeyValue("byokId", registration.id())
          .setCause(LOG.isDebugEnabled() ? e : null)
          .log("status of a registration cannot be written");
    }
  }
}
