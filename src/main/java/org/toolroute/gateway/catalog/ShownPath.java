package org.toolroute.gateway.catalog;

import com.networknt.schema.path.NodePath;
import java.util.function.Predicate;

/**
 * The way to a place in an input as a JSON pointer that its sender may be told. It ends before the
 * first member whose name may not be repeated.
 *
 * @param ended whether such a member was met
 */
record ShownPath(String pointer, boolean ended) {
  static final ShownPath ROOT = new ShownPath("", false);
  private static final int LENGTH_MAX = 200;

  static ShownPath of(NodePath path, Predicate<String> shown) {
    ShownPath way = ROOT;
    for (int i = 0; i < path.getNameCount(); i++) {
      way =
          path.getElement(i) instanceof Integer index
              ? way.item(index)
              : way.member(path.getName(i), shown);
    }
    return way;
  }

  ShownPath item(int index) {
    return step(String.valueOf(index));
  }

  ShownPath member(String name, Predicate<String> shown) {
    return shown.test(name)
        ? step(name.replace("~", "~0").replace("/", "~1"))
        : new ShownPath(pointer, true);
  }

  private ShownPath step(String step) {
    String longer = pointer + "/" + step;
    return ended || longer.length() > LENGTH_MAX
        ? new ShownPath(pointer, true)
        : new ShownPath(longer, false);
  }
}
