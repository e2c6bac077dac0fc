package org.toolroute.gateway.secret.vault;

import java.net.http.HttpClient;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.secret.KeyVault;
import org.toolroute.gateway.secret.KeyWrapper;
import org.toolroute.gateway.secret.SecretSetupException;
import org.toolroute.gateway.secret.SharedCredentials;
import org.toolroute.gateway.secret.VaultHealth;

/** Vault or OpenBao as the gateway uses it, from {@link #connect} to {@link #close}. */
final class ConnectedVault implements KeyVault, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectedVault.class);

  private final HttpClient http;
  private final TokenRenewal renewal;
  private final VaultSession session;
  private final KeyWrapper keyWrapper;
  private final SharedCredentials sharedCredentials;
  private final Duration dataKeyTtl;

  private ConnectedVault(HttpClient http, TokenKeeper tokens, VaultSettings settings) {
    this.http = http;
    this.renewal = new TokenRenewal(tokens);
    this.session = new VaultSession(tokens, new Repetition(settings.callTimeout()));
    this.keyWrapper = new VaultTransit(session, settings);
    this.sharedCredentials = new VaultCredentials(session, settings);
    this.dataKeyTtl = settings.dekCacheTtl();
  }

  /**
   * Logs in and keeps the token alive.
   *
   * @throws SecretSetupException when the settings are wrong or Vault does not let the gateway in
   */
  static ConnectedVault connect(VaultSettings settings) {
    warn(settings);
    HttpClient http = VaultHttp.client(settings);
    try {
      VaultClient anonymous = VaultClient.anonymous(settings, http);
      TokenKeeper tokens = new TokenKeeper(anonymous, VaultLogin.of(settings, anonymous));
      tokens.start();
      ConnectedVault vault = new ConnectedVault(http, tokens, settings);
      vault.renewal.start();
      return vault;
    } catch (SecretSetupException e) {
      http.shutdownNow();
      throw e;
    }
  }

  @Override
  public KeyWrapper keyWrapper() {
    return keyWrapper;
  }

  @Override
  public SharedCredentials sharedCredentials() {
    return sharedCredentials;
  }

  @Override
  public VaultHealth health() {
    return session;
  }

  @Override
  public Duration dataKeyTtl() {
    return dataKeyTtl;
  }

  @Override
  public void close() {
    renewal.close();
    http.shutdownNow();
  }

  private static void warn(VaultSettings settings) {
    if (settings.token() != null) {
      LOG.atWarn().log("toolroute.vault.token is for trying things out, use an approle instead");
    }
    if (!"https".equalsIgnoreCase(settings.address().getScheme())) {
      LOG.atWarn().log("vault is addressed without tls, anybody on the way can read its answers");
    }
  }
}
