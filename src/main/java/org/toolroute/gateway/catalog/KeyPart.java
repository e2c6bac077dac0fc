package org.toolroute.gateway.catalog;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * One part of a provider key.
 *
 * @param name as used in paths, {@code {key.name}}
 * @param secret whether an answer that shows it has leaked; Twilio's account SID is not secret
 * @param role what the credential scheme does with it
 * @param form what it must match entirely, when known well enough to refuse others
 */
public record KeyPart(String name, boolean secret, Role role, Optional<Pattern> form) {

  /** What a credential scheme does with a part. */
  public enum Role {
    TOKEN,
    USERNAME,
    PASSWORD,
    /** Not sent as a credential; only used in paths. */
    PATH
  }
}
