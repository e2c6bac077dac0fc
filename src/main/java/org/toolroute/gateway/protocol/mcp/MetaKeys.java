package org.toolroute.gateway.protocol.mcp;

/** The members of {@code _meta} that the protocol defines, and ours. */
public final class MetaKeys {
  static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
  static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
  static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
  static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
  static final String PROGRESS_TOKEN = "progressToken";

  /** The receipt of a call, in its result. */
  static final String BILLING = "org.toolroute/billing";

  /** The caller's key for a call that must run once only; the header says the same. */
  static final String IDEMPOTENCY_KEY = "org.toolroute/idempotency-key";

  private MetaKeys() {}
}
