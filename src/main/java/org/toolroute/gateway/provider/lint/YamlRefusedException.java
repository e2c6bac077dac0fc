package org.toolroute.gateway.provider.lint;

/** A text that is not the plain YAML that route files are written in. */
final class YamlRefusedException extends Exception {
  private final int line;
  private final String advice;

  YamlRefusedException(int line, String advice) {
    super(advice);
    this.line = line;
    this.advice = advice;
  }

  int line() {
    return line;
  }

  String advice() {
    return advice;
  }
}
