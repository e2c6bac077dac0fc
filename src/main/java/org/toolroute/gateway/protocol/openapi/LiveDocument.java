package org.toolroute.gateway.protocol.openapi;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.toolroute.gateway.execution.PublishedTools;
import org.toolroute.gateway.protocol.openapi.ReadOnlyServlet.Answers;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/** The document as bytes, written anew only when a provider starts or stops being published. */
final class LiveDocument implements Answers {
  private final Supplier<ObjectNode> document;
  private final AtomicInteger changes = new AtomicInteger();
  private volatile @Nullable Written latest;

  LiveDocument(Supplier<ObjectNode> document, PublishedTools published) {
    this.document = document;
    published.onChange(changes::incrementAndGet);
  }

  /**
   * The document.
   *
   * @param atChange changes before it was written
   */
  private record Written(int atChange, PreparedAnswer answer) {}

  @Override
  public Optional<PreparedAnswer> at(String path) {
    int now = changes.get();
    Written known = latest;
    if (known == null || known.atChange() != now) {
      // Two requests may do this at once; both write the same.
      byte[] bytes = StrictJson.MAPPER.writeValueAsBytes(document.get());
      known = new Written(now, new PreparedAnswer("application/json", bytes, Map.of()));
      latest = known;
    }
    return Optional.of(known.answer());
  }
}
