package org.toolroute.gateway.secret.vault;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.toolroute.gateway.secret.SecretSetupException;

/** Builds the one HTTP client that all requests to Vault share. */
final class VaultHttp {
  /** A batch of rewrapped keys is about 40 KB. */
  private static final long ANSWER_BYTES_MAX = 1024 * 1024;

  private VaultHttp() {}

  /**
   * The client. Redirects are not followed: the token would go along.
   *
   * @throws SecretSetupException when the CA file cannot be used
   */
  static HttpClient client(VaultSettings settings) {
    boolean tls = "https".equalsIgnoreCase(settings.address().getScheme());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(tls ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    if (settings.caFile() != null) {
      builder.sslContext(trusting(settings.caFile()));
    }
    return new BoundedHttpClient(builder.build(), settings.requestTimeout(), ANSWER_BYTES_MAX);
  }

  private static SSLContext trusting(Path caFile) {
    try (InputStream pem = Files.newInputStream(caFile)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (certificates.isEmpty()) {
        throw new SecretSetupException(
            "The CA file "
                + caFile
                + " holds no certificate. Set toolroute.vault.ca-file to a PEM"
                + " file.");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new SecretSetupException(
          "The CA file "
              + caFile
              + " cannot be read as PEM certificates. Correct"
              + " toolroute.vault.ca-file.",
          e);
    }
  }
}
