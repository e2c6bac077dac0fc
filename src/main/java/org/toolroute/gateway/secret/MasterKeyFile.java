package org.toolroute.gateway.secret;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and creates the local key file: {@code {"primary":2,"keys":[{"id":1,"created":"…","k":"…"},
 * …]}}, where {@code k} is 32 bytes in Base64. Whether the file may be trusted at all is for {@link
 * KeyFileChecks} to say.
 */
final class MasterKeyFile {
  private static final int SIZE_MAX = 64 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path path;

  MasterKeyFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The keys of the file.
   *
   * @throws SecretSetupException when it cannot be read or is not a key file
   */
  MasterKeys read() {
    byte[] json = readBytes();
    try {
      Content content = requireNonNull(JSON.readValue(json, Content.class), "content");
      Map<Integer, byte[]> keys =
          content.keys().stream()
              .collect(Collectors.toMap(Entry::id, entry -> Base64.getDecoder().decode(entry.k())));
      return new MasterKeys(content.primary(), keys);
    } catch (JacksonException
        | NullPointerException
        | IllegalArgumentException
        | IllegalStateException e) {
      // The cause could quote the file, so it stays here.
      throw new SecretSetupException(
          "The key file " + path + " is damaged or not a key file. Restore it from its backup.");
    } finally {
      Arrays.fill(json, (byte) 0);
    }
  }

  /**
   * Creates the file with one key, readable by this user only, and returns when it is on disk.
   *
   * @throws SecretSetupException when the file exists already or cannot be written
   */
  void create(int id, byte[] key, Instant now) {
    Content content =
        new Content(id, List.of(new Entry(id, now, Base64.getEncoder().encodeToString(key))));
    try {
      writeNew(JSON.writeValueAsBytes(content));
    } catch (FileAlreadyExistsException e) {
      throw new SecretSetupException(
          "The key file " + path + " appeared while it was being created. Start again.", e);
    } catch (IOException e) {
      throw new SecretSetupException(
          "The key file " + path + " cannot be created. Make its directory writable for this user.",
          e);
    }
  }

  private byte[] readBytes() {
    try (SeekableByteChannel channel =
        Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.size() > SIZE_MAX) {
        throw new SecretSetupException("The key file " + path + " is too large for a key file.");
      }
      ByteBuffer buffer = ByteBuffer.allocate((int) channel.size());
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // read on until the file or the buffer ends
      }
      return buffer.array();
    } catch (IOException e) {
      throw new SecretSetupException(
          "The key file " + path + " cannot be read. Make it readable for this user.", e);
    }
  }

  private void writeNew(byte[] json) throws IOException {
    Path directory = requireNonNull(path.getParent(), "the file system root is no key file");
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try (FileChannel file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer buffer = ByteBuffer.wrap(json);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      file.force(true);
    } finally {
      Arrays.fill(json, (byte) 0);
    }
    try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
      entry.force(true); // the file's name must survive a power failure as well as its bytes
    }
  }

  private record Content(int primary, List<Entry> keys) {}

  private record Entry(int id, Instant created, String k) {

    @Override
    public String toString() {
      return "Entry[" + id + "]";
    }
  }
}
