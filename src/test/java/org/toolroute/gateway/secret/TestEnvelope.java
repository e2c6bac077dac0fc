package org.toolroute.gateway.secret;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real envelope over a random local master key, for tests of modules that store secrets. */
public final class TestEnvelope {
  private TestEnvelope() {}

  /** An envelope with a master key of its own. */
  public static KeyEnvelope create() {
    return over(new LocalKeyFile(new MasterKeys(1, Map.of(1, AesGcm.randomBytes(32)))));
  }

  /** An envelope that asks {@code wrapper} every time. */
  public static KeyEnvelope over(KeyWrapper wrapper) {
    return over(wrapper, Duration.ZERO);
  }

  /** An envelope that keeps data keys for {@code ttl}. */
  public static KeyEnvelope over(KeyWrapper wrapper, Duration ttl) {
    return new Envelope(new KeyWrappers(wrapper, List.of()), new SecretBytesCache(ttl, 100));
  }
}
