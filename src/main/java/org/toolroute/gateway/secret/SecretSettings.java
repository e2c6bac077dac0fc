package org.toolroute.gateway.secret;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code toolroute.secret.*}.
 *
 * @param keyFile the local key file; by default {@code $TOOLROUTE_KEY_FILE}, else {@code
 *     $CREDENTIALS_DIRECTORY/toolroute-kek} if there is one, else {@code keys/kek.json} under
 *     {@code toolroute.home}
 * @param neverUnder directories that must not hold the key file, for example where backups of the
 *     database go; a PostgreSQL data directory is recognised by itself
 * @param rewrapAtStart whether every stored data key is moved to the newest wrapping key when the
 *     gateway starts; for the rotation of that key
 */
@ConfigurationProperties("toolroute.secret")
record SecretSettings(
    @Nullable Path keyFile,
    @DefaultValue List<Path> neverUnder,
    @DefaultValue("false") boolean rewrapAtStart) {}
