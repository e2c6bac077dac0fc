package org.toolroute.gateway.observability;

/** The keys of structured log lines. */
final class LogKeys {
  static final String ACCOUNT_ID = "accountId";
  static final String BILLING_MODE = "billingMode";
  static final String CALL_ID = "callId";
  static final String CHARGED_MICROS = "chargedMicros";
  static final String ELAPSED_MS = "elapsedMs";
  static final String ENVIRONMENT = "environment";
  static final String KEY_ID = "keyId";
  static final String OPERATION = "operation";
  static final String OUTCOME = "outcome";
  static final String PROTOCOL = "protocol";
  static final String PROVIDER = "provider";
  static final String REQUEST_ID = "requestId";

  private LogKeys() {}
}
