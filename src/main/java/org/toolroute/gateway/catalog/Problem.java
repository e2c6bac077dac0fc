package org.toolroute.gateway.catalog;

/**
 * One thing that is wrong with a description file.
 *
 * @param file the file's name
 * @param pointer JSON pointer of the place; empty for the whole file
 * @param message what is wrong and what to do
 */
public record Problem(String file, String pointer, String message) {
  @Override
  public String toString() {
    return pointer.isEmpty() ? file + ": " + message : file + " " + pointer + ": " + message;
  }
}
