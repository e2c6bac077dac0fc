package org.toolroute.gateway.secret;

/**
 * What a sealed secret is bound to. Its ciphertext opens under exactly these values and no others,
 * so a row that is moved to another account, environment, provider, id or version does not open.
 *
 * @param owner the account, or {@code _gateway} for the gateway's own keys; also the derivation
 *     context of the wrapping key
 * @param id the registration
 * @param version counts from 1
 */
public record SealingContext(
    String owner, String environment, String provider, String id, int version) {}
