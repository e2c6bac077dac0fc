package org.toolroute.gateway.catalog;

/** How the members of an input that are no path, query or header are sent. */
public enum BodyEncoding {
  JSON,
  /** {@code application/x-www-form-urlencoded}; an array repeats its key. */
  FORM,
  /**
   * {@code application/x-www-form-urlencoded}; nested members as {@code a[b]}, items as {@code
   * a[0]}.
   */
  FORM_BRACKETED,
  /** No body: everything is in the query; an array repeats its key. */
  NONE
}
