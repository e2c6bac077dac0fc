package org.toolroute.gateway.catalog;

/**
 * Counts the segments of a text message: GSM-7 when every character is in the basic or extension
 * table of 3GPP TS 23.038 section 6.2.1, UCS-2 otherwise. A message of several segments gives room
 * to a header in each, and no character is split over two.
 */
final class SmsSegments {
  private static final String GSM_BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
          + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String GSM_EXTENSION = "\f^{}\\[~]|€";
  private static final int GSM_SINGLE = 160;
  private static final int GSM_EACH = 153;
  private static final int UCS2_SINGLE = 70;
  private static final int UCS2_EACH = 67;

  private SmsSegments() {}

  static int count(String text) {
    boolean gsm = text.codePoints().allMatch(SmsSegments::isGsm);
    return gsm ? pack(text, GSM_SINGLE, GSM_EACH, true) : pack(text, UCS2_SINGLE, UCS2_EACH, false);
  }

  private static int pack(String text, int single, int each, boolean gsm) {
    int total = text.codePoints().map(character -> size(character, gsm)).sum();
    if (total <= single) {
      return 1;
    }
    int segments = 1;
    int used = 0;
    for (int character : text.codePoints().toArray()) {
      int size = size(character, gsm);
      if (used + size > each) {
        segments++;
        used = 0;
      }
      used += size;
    }
    return segments;
  }

  private static int size(int character, boolean gsm) {
    if (gsm) {
      return GSM_EXTENSION.indexOf(character) >= 0 ? 2 : 1;
    }
    return Character.charCount(character);
  }

  private static boolean isGsm(int character) {
    return GSM_BASIC.indexOf(character) >= 0 || GSM_EXTENSION.indexOf(character) >= 0;
  }
}
