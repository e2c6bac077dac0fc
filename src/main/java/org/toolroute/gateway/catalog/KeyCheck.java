package org.toolroute.gateway.catalog;

/**
 * A request without cost or side effect that only a working key is answered to; it has no input and
 * may use key parts in its path.
 */
public record KeyCheck(RequestTemplate request) {}
