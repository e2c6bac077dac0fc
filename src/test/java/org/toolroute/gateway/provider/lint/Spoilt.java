package org.toolroute.gateway.provider.lint;

/**
 * A good route file with one text replaced.
 *
 * @param advice a part of the finding that must be there
 */
record Spoilt(String rule, String text, String replacement, String advice) {
  @Override
  public String toString() {
    return rule;
  }
}
