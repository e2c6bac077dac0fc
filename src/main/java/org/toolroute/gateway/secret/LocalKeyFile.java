package org.toolroute.gateway.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wraps data keys under the master keys of a local file. Wrapped keys are written {@code
 * local:v<id>:<base64>}: the id of the master key, then IV, ciphertext and tag.
 */
final class LocalKeyFile implements KeyWrapper {
  static final String SCHEME = "local:";

  /** 60 bytes are 80 digits of Base64 without padding, so every text has one reading only. */
  private static final Pattern FORM =
      Pattern.compile("local:v([1-9][0-9]{0,8}):([A-Za-z0-9+/]{80})");

  private final MasterKeys keys;

  LocalKeyFile(MasterKeys keys) {
    this.keys = keys;
  }

  /** What all keys wrapped under master key {@code id} start with. */
  static String prefix(int id) {
    return SCHEME + "v" + id + ":";
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public DataKey newDataKey(String owner) {
    byte[] clear = AesGcm.randomBytes(DataKey.LENGTH);
    return new DataKey(clear, wrap(owner, clear));
  }

  @Override
  public String wrap(String owner, byte[] dataKey) {
    byte[] wrappingKey = keys.wrappingKey(keys.primary(), owner).orElseThrow();
    try {
      String prefix = prefix(keys.primary());
      byte[] iv = AesGcm.randomBytes(AesGcm.IV_LENGTH);
      byte[] ciphertext = AesGcm.encrypt(wrappingKey, iv, prefix.getBytes(US_ASCII), dataKey);
      byte[] both =
          ByteBuffer.allocate(iv.length + ciphertext.length).put(iv).put(ciphertext).array();
      return prefix + Base64.getEncoder().encodeToString(both);
    } finally {
      Arrays.fill(wrappingKey, (byte) 0);
    }
  }

  @Override
  public Optional<byte[]> unwrap(String owner, String wrapped) {
    Matcher form = FORM.matcher(wrapped);
    return form.matches()
        ? unwrap(owner, Integer.parseInt(form.group(1)), Base64.getDecoder().decode(form.group(2)))
        : Optional.empty();
  }

  @Override
  public List<Optional<String>> rewrap(List<WrappedKey> wrappedKeys) {
    return wrappedKeys.stream().map(this::rewrap).toList();
  }

  private Optional<String> rewrap(WrappedKey key) {
    if (key.wrapped().startsWith(prefix(keys.primary()))) {
      return Optional.of(key.wrapped());
    }
    return unwrap(key.owner(), key.wrapped())
        .map(dataKey -> {
          try {
            return wrap(key.owner(), dataKey);
          } finally {
            Arrays.fill(dataKey, (byte) 0);
          }
        });
  }

  private Optional<byte[]> unwrap(String owner, int id, byte[] both) {
    return keys.wrappingKey(id, owner)
        .flatMap(wrappingKey -> {
          try {
            return AesGcm.decrypt(
                wrappingKey,
                Arrays.copyOf(both, AesGcm.IV_LENGTH),
                prefix(id).getBytes(US_ASCII),
                Arrays.copyOfRange(both, AesGcm.IV_LENGTH, both.length));
          } finally {
            Arrays.fill(wrappingKey, (byte) 0);
          }
        });
  }
}
