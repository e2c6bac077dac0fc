package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.execution.CallableTools;
import org.toolroute.gateway.execution.PublishedTools;
import org.toolroute.gateway.protocol.McpTool;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;

/**
 * {@code tools/list}: what a caller may call, by name, in pages. The bytes are made once for all
 * keys that may call the same, and again when a provider starts or stops being published.
 */
final class ToolPages implements McpMethod {
  private static final long CACHE_BYTES_MAX = 64L * 1024 * 1024;
  private static final int CURSOR_LENGTH_MAX = 200;

  private final Catalog catalog;
  private final CallableTools callable;
  private final int pageSize;
  private final AtomicLong generation = new AtomicLong();
  private final Cache<Key, Tools> ready =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_BYTES_MAX)
          .weigher((Key _, Tools tools) -> tools.weight())
          .build();

  ToolPages(
      Catalog catalog,
      CallableTools callable,
      PublishedTools published,
      ListChanges changes,
      int pageSize) {
    this.catalog = catalog;
    this.callable = callable;
    this.pageSize = pageSize;
    published.onChange(() -> {
      // In this order: who is told asks at once, and must not be given the old list.
      forget();
      changes.changed(ListKind.TOOLS);
    });
  }

  /**
   * What the bytes were made for. A list that was made while a provider came or went is kept under
   * a generation that nobody asks for any more.
   */
  private record Key(long generation, Set<String> allowedTools) {}

  @Override
  public McpResult answer(McpRequest request, McpStream stream) {
    Caller caller = request.caller();
    Tools tools =
        ready.get(
            new Key(generation.get(), caller.allowedTools()), _ -> new Tools(visible(caller)));
    return new McpResult.Ready(
        request.params().has("cursor") ? tools.after(name(request.text("cursor"))) : tools.first());
  }

  private void forget() {
    generation.incrementAndGet();
    ready.invalidateAll();
  }

  private List<Operation> visible(Caller caller) {
    return callable.visibleTo(Optional.of(caller));
  }

  /**
   * A cursor names the last tool of the page before, published or not at the moment, so it holds
   * when the list changes.
   */
  private String name(String cursor) {
    try {
      if (cursor.length() <= CURSOR_LENGTH_MAX) {
        String name = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        if (cursor.equals(cursor(name))
            && catalog.resolve(name, null).name().functionName().equals(name)) {
          return name;
        }
      }
    } catch (IllegalArgumentException | GatewayException notOurs) {
      // Told below.
    }
    throw McpError.invalidParams("cursor must be the nextCursor of an earlier page.", null);
  }

  private static String cursor(String name) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8));
  }

  /** The tools of one set of callers, each as JSON, and the page that is asked for most. */
  private final class Tools {
    private final NavigableMap<String, byte[]> byName = new TreeMap<>();
    private final byte[] first;

    Tools(Collection<Operation> operations) {
      for (Operation operation : operations) {
        byName.put(
            operation.name().functionName(),
            StrictJson.MAPPER.writeValueAsBytes(McpTool.of(operation)));
      }
      first = page(byName);
    }

    byte[] first() {
      return first;
    }

    byte[] after(String name) {
      return page(byName.tailMap(name, false));
    }

    int weight() {
      return 2 * byName.values().stream().mapToInt(tool -> tool.length).sum() + 1_000;
    }

    private byte[] page(NavigableMap<String, byte[]> rest) {
      ByteArrayOutputStream members = new ByteArrayOutputStream();
      members.writeBytes("\"tools\":[".getBytes(UTF_8));
      String last = "";
      int count = 0;
      for (var tool : rest.entrySet()) {
        if (count == pageSize) {
          break;
        }
        members.writeBytes((count == 0 ? "" : ",").getBytes(UTF_8));
        members.writeBytes(tool.getValue());
        last = tool.getKey();
        count++;
      }
      members.writeBytes("]".getBytes(UTF_8));
      if (count < rest.size()) {
        members.writeBytes((",\"nextCursor\":\"" + cursor(last) + "\"").getBytes(UTF_8));
      }
      return members.toByteArray();
    }
  }
}
