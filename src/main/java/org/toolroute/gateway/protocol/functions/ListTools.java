package org.toolroute.gateway.protocol.functions;

import java.util.List;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.execution.CallableTools;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.protocol.rest.RestAnswer;
import org.toolroute.gateway.protocol.rest.RestOperation;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.shared.PageRequest;

/**
 * {@code GET /api/v1/tools}: for anybody the whole catalogue, with a gateway key what it may call;
 * in the gateway's own form or as the {@code tools} of a model's API.
 */
final class ListTools implements RestOperation {
  private static final int CATALOGUE_PAGE = 50;

  private final Catalog catalog;
  private final CallableTools callable;

  ListTools(Catalog catalog, CallableTools callable) {
    this.catalog = catalog;
    this.callable = callable;
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    ToolFormat format = format(request);
    Strictness strictness = strictness(request, format);
    ToolFilter filter = ToolFilter.of(request, catalog);
    List<Operation> matching =
        callable.visibleTo(request.identity()).stream()
            .filter(operation -> filter.accepts(providerOf(operation), operation))
            .toList();
    if (format == ToolFormat.CATALOG) {
      ToolPage page = new ToolPage(matching, request.page(CATALOGUE_PAGE));
      return RestAnswer.ok(
          page.catalogue(operation -> CatalogEntry.of(providerOf(operation), operation)));
    }
    PageRequest all = request.page(ToolPage.MODEL_TOOLS_MAX);
    return RestAnswer.ok(
        new ToolPage(matching, all).definitions(format, new ToolDefinitions(strictness)));
  }

  private Provider providerOf(Operation operation) {
    return catalog.find(operation.name().provider()).orElseThrow();
  }

  private static ToolFormat format(RestRequest request) {
    return request
        .query("format")
        .map(text ->
            ToolFormat.of(text)
                .orElseThrow(
                    () -> Members.invalid("format", "must be one of " + ToolFormat.names())))
        .orElse(ToolFormat.CATALOG);
  }

  /** {@code strict=true} where no strict mode exists would be a promise that nobody keeps. */
  private static Strictness strictness(RestRequest request, ToolFormat format) {
    Strictness strictness =
        request
            .query("strict")
            .map(text ->
                Strictness.of(text)
                    .orElseThrow(() -> Members.invalid("strict", "must be auto, true or false")))
            .orElse(Strictness.AUTO);
    if (strictness == Strictness.TRUE && !format.hasStrictMode()) {
      throw Members.invalid(
          "strict", "can be true with the formats openai, openai-responses and anthropic only");
    }
    return strictness;
  }
}
