package org.toolroute.gateway.catalog;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * What a provider's key looks like: which parts it has, joined by colons, and which keys are surely
 * of the wrong kind. Unknown prefixes are accepted, because providers change them.
 *
 * @param hint one sentence for whoever registers a key that does not fit
 * @param shapes the accepted lists of parts; told apart by their number of parts
 */
public record KeyForm(String hint, List<List<KeyPart>> shapes, List<WrongKind> wrongKinds) {
  /** The largest key, in bytes. */
  public static final int KEY_BYTES_MAX = 4096;

  private static final String SEPARATOR = ":";

  public KeyForm {
    shapes = shapes.stream().map(List::copyOf).toList();
    wrongKinds = List.copyOf(wrongKinds);
  }

  /** Keys that match {@code form} entirely are refused with {@code message}. */
  public record WrongKind(Pattern form, String message) {}

  /**
   * Refuses a key that this provider can never accept; the key is not repeated.
   *
   * @throws GatewayException {@code invalid_key_format}
   */
  public void check(Secret key) {
    if (key.length() == 0 || key.length() > KEY_BYTES_MAX) {
      throw refused("the key is empty or longer than " + KEY_BYTES_MAX + " bytes");
    }
    String text = key.reveal(SecretAccess.FORM_CHECK);
    if (!text.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
      throw refused("the key holds a space or a character that is not printable ASCII");
    }
    if (text.startsWith("tr_live_") || text.startsWith("tr_test_")) {
      throw refused("this is a key of the gateway itself, not of the provider");
    }
    for (WrongKind wrong : wrongKinds) {
      if (wrong.form().matches(text)) {
        throw refused(wrong.message());
      }
    }
    if (shapeOf(text).isEmpty()) {
      throw refused("the key does not have the parts that this provider needs");
    }
  }

  /**
   * Takes a checked key apart. The caller closes the parts.
   *
   * @throws GatewayException {@code invalid_key_format} when it fits no shape
   */
  public KeyParts split(Secret key, SecretAccess access) {
    String text = key.reveal(access);
    List<KeyPart> shape =
        shapeOf(text)
            .orElseThrow(() -> refused("the key does not have the parts that this provider needs"));
    List<String> texts = pieces(text, shape.size());
    List<KeyParts.Value> values = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      KeyPart part = shape.get(i);
      Optional<String> open = part.secret() ? Optional.empty() : Optional.of(texts.get(i));
      values.add(new KeyParts.Value(part, Secret.of(texts.get(i)), open));
    }
    return new KeyParts(values);
  }

  private Optional<List<KeyPart>> shapeOf(String text) {
    return shapes.stream().filter(shape -> fits(shape, text)).findFirst();
  }

  private static boolean fits(List<KeyPart> shape, String text) {
    List<String> texts = pieces(text, shape.size());
    if (texts.size() != shape.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      String piece = texts.get(i);
      if (piece.isEmpty() || !shape.get(i).form().map(form -> form.matches(piece)).orElse(true)) {
        return false;
      }
    }
    return true;
  }

  /** A key of a single part is not split: its token may hold colons. */
  private static List<String> pieces(String text, int parts) {
    return parts == 1 ? List.of(text) : List.of(text.split(SEPARATOR, -1));
  }

  private GatewayException refused(String reason) {
    String message = hint.isEmpty() ? reason : reason + "; " + hint;
    return new GatewayException(ErrorCode.INVALID_KEY_FORMAT, message);
  }
}
