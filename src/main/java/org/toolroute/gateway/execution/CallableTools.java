package org.toolroute.gateway.execution;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;

/**
 * The operations that are published now and that a caller may call, for the lists of every
 * protocol. {@link Admission} applies the same two rules to each call.
 */
public final class CallableTools {
  private final Catalog catalog;
  private final PublishedTools published;

  CallableTools(Catalog catalog, PublishedTools published) {
    this.catalog = catalog;
    this.published = published;
  }

  /**
   * The operations in one order, by provider and name.
   *
   * @param caller who asks; without one, everything that is published
   */
  public List<Operation> visibleTo(Optional<Caller> caller) {
    return catalog.providers().stream()
        .filter(provider -> published.isPublished(provider.id()))
        .map(provider -> provider.operations().values())
        .flatMap(Collection::stream)
        .filter(operation -> caller.map(one -> one.mayCall(operation.name())).orElse(true))
        .toList();
  }
}
