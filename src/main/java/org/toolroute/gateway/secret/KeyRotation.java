package org.toolroute.gateway.secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Moves every stored data key under the newest wrapping key: after the primary key of the local
 * file changed, after Vault's key was rotated, or from the local file to Vault. The secrets
 * themselves stay encrypted and untouched. It may run while the gateway serves calls, may be
 * stopped at any time, and running it again does no harm.
 */
public final class KeyRotation {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

  private final KeyWrappers wrappers;
  private final List<WrappedKeyStore> stores;

  KeyRotation(KeyWrappers wrappers, List<WrappedKeyStore> stores) {
    this.wrappers = wrappers;
    this.stores = List.copyOf(stores);
  }

  /**
   * Rewraps all rows of all stores.
   *
   * @throws GatewayException {@code secrets_unavailable} when a keeper cannot be reached; what was
   *     moved until then stays moved
   */
  public Report rewrapAll() {
    Report report = Report.NOTHING;
    for (WrappedKeyStore store : stores) {
      report = report.plus(rewrap(store));
    }
    LOG.atInfo()
        .addKeyValue("moved", report.moved())
        .addKeyValue("current", report.current())
        .addKeyValue("changedMeanwhile", report.changedMeanwhile())
        .addKeyValue("unreadable", report.unreadable())
        .log("stored data keys rewrapped");
    return report;
  }

  private Report rewrap(WrappedKeyStore store) {
    Report report = Report.NOTHING;
    List<WrappedKey> batch = store.after("", KeyWrapper.REWRAP_MAX);
    while (!batch.isEmpty()) {
      Map<Boolean, List<WrappedKey>> byKeeper =
          batch.stream()
              .collect(
                  Collectors.partitioningBy(
                      key -> key.wrapped().startsWith(wrappers.primary().scheme())));
      for (Map.Entry<Boolean, List<WrappedKey>> part : byKeeper.entrySet()) {
        if (!part.getValue().isEmpty()) {
          List<Optional<String>> rewrapped =
              part.getKey()
                  ? wrappers.primary().rewrap(part.getValue())
                  : part.getValue().stream().map(this::moveToPrimary).toList();
          report = report.plus(store(store, part.getValue(), rewrapped));
        }
      }
      batch = store.after(batch.getLast().id(), KeyWrapper.REWRAP_MAX);
    }
    return report;
  }

  private Optional<String> moveToPrimary(WrappedKey key) {
    return wrappers
        .unwrap(key.owner(), key.wrapped())
        .map(dataKey -> {
          try {
            return wrappers.primary().wrap(key.owner(), dataKey);
          } finally {
            Arrays.fill(dataKey, (byte) 0);
          }
        });
  }

  private static Report store(
      WrappedKeyStore store, List<WrappedKey> keys, List<Optional<String>> rewrapped) {
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      reports.add(store(store, keys.get(i), rewrapped.get(i)));
    }
    return reports.stream().reduce(Report.NOTHING, Report::plus);
  }

  private static Report store(WrappedKeyStore store, WrappedKey key, Optional<String> rewrapped) {
    if (rewrapped.isEmpty()) {
      LOG.atError()
          .addKeyValue("table", store.name())
          .addKeyValue("id", key.id())
          .log("a stored data key cannot be unwrapped");
      return new Report(0, 0, 0, 1);
    }
    if (rewrapped.get().equals(key.wrapped())) {
      return new Report(0, 1, 0, 0);
    }
    return store.replace(key, rewrapped.get()) ? new Report(1, 0, 0, 0) : new Report(0, 0, 1, 0);
  }

  /**
   * What became of the rows.
   *
   * @param moved wrapped anew
   * @param current under the newest key already
   * @param changedMeanwhile deleted or replaced by somebody else at the same time; those are new
   * @param unreadable cannot be unwrapped by anybody
   */
  public record Report(long moved, long current, long changedMeanwhile, long unreadable) {
    static final Report NOTHING = new Report(0, 0, 0, 0);

    Report plus(Report other) {
      return new Report(
          moved + other.moved,
          current + other.current,
          changedMeanwhile + other.changedMeanwhile,
          unreadable + other.unreadable);
    }
  }
}
