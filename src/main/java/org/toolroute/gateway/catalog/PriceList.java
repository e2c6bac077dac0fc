package org.toolroute.gateway.catalog;

/**
 * The prices of one provider with the name of exactly this state of them.
 *
 * @param canonicalJson the content that the version was computed from: one line of JSON with sorted
 *     members, operation to price; to be stored for ever beside the version
 */
public record PriceList(PriceVersion version, String canonicalJson) {}
