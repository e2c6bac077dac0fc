package org.toolroute.gateway.provider.lint;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares a file with its form, and reports each difference once. */
final class FormCheck {
  private static final Pattern HOLE = Pattern.compile("<([a-z-]+)>");
  private static final String LIST_OF = "list-of";
  private static final String ONE_MEMBER_OF = "one-member-of";
  private static final String OPTIONAL = "?";

  private final RouteForms forms;
  private final String provider;
  private final Report report;

  /**
   * @param provider the name that stands in the forms' {@code <provider>}
   */
  FormCheck(RouteForms forms, String provider, Report report) {
    this.forms = forms;
    this.provider = provider;
    this.report = report;
  }

  /** Whether {@code at} has the form; if not, the report has grown. */
  boolean check(Yaml form, Place at) {
    return switch (form) {
      case Yaml.Scalar scalar -> checkScalar(scalar.text(), at);
      case Yaml.Sequence sequence -> checkItems(sequence.items(), at);
      case Yaml.Mapping mapping when mapping.members().containsKey(LIST_OF) ->
          checkList(required(mapping, LIST_OF), at);
      case Yaml.Mapping mapping when mapping.members().containsKey(ONE_MEMBER_OF) ->
          checkOneMember(((Yaml.Mapping) required(mapping, ONE_MEMBER_OF)).members(), at);
      case Yaml.Mapping mapping -> checkMembers(mapping.members(), at);
    };
  }

  private boolean checkScalar(String form, Place at) {
    Matcher hole = HOLE.matcher(form);
    if (hole.matches()) {
      Yaml named = forms.forms().get(hole.group(1));
      RouteForms.TextKind kind = forms.texts().get(hole.group(1));
      if (named != null) {
        return check(named, at);
      }
      if (kind != null) {
        return at.text().filter(kind.pattern()::matches).isPresent()
            || refuse(at, "write " + kind.advice());
      }
    }
    String literal = form.replace("<provider>", provider);
    return at.text().filter(literal::equals).isPresent() || refuse(at, "write " + literal);
  }

  private boolean checkItems(List<Yaml> items, Place at) {
    if (!(at.node() instanceof Yaml.Sequence found)) {
      return refuse(at, "write a list");
    }
    int both = Math.min(items.size(), found.items().size());
    for (int i = 0; i < both; i++) {
      if (!check(items.get(i), at.item(i, found.items().get(i)))) {
        return false; // what follows is shifted, not wrong
      }
    }
    if (found.items().size() > both) {
      return refuse(at.item(both, found.items().get(both)), "nothing follows here; remove it");
    }
    return items.size() == both || refuse(at, "at the end is missing: " + outline(items.get(both)));
  }

  private boolean checkList(Yaml item, Place at) {
    if (!(at.node() instanceof Yaml.Sequence found) || found.items().isEmpty()) {
      return refuse(at, "write a list of at least one item");
    }
    boolean fits = true;
    for (int i = 0; i < found.items().size(); i++) {
      fits &= check(item, at.item(i, found.items().get(i)));
    }
    return fits;
  }

  private boolean checkOneMember(Map<String, Yaml> options, Place at) {
    String allowed = String.join(", ", options.keySet());
    if (!(at.node() instanceof Yaml.Mapping found) || found.members().size() != 1) {
      return refuse(at, "write exactly one of: " + allowed);
    }
    Map.Entry<String, Yaml> only = found.members().entrySet().iterator().next();
    Yaml option = options.get(only.getKey());
    Place below = at.member(only.getKey(), only.getValue());
    return option == null ? refuseMember(below, allowed) : check(option, below);
  }

  private boolean checkMembers(Map<String, Yaml> form, Place at) {
    String allowed =
        form.keySet().stream()
            .map(name -> name.replace(OPTIONAL, ""))
            .collect(Collectors.joining(", "));
    if (!(at.node() instanceof Yaml.Mapping found)) {
      return refuse(at, "write it in full, with its members: " + allowed);
    }
    boolean fits = true;
    for (Map.Entry<String, Yaml> member : found.members().entrySet()) {
      Place below = at.member(member.getKey(), member.getValue());
      Yaml wanted =
          Optional.ofNullable(form.get(member.getKey()))
              .orElse(form.get(member.getKey() + OPTIONAL));
      fits &= wanted == null ? refuseMember(below, allowed) : check(wanted, below);
    }
    for (String name : form.keySet()) {
      if (!name.endsWith(OPTIONAL) && !found.members().containsKey(name)) {
        fits = refuse(at, "is missing: " + name);
      }
    }
    return fits;
  }

  private boolean refuseMember(Place at, String allowed) {
    String reason = forms.reasons().get(at.name());
    String why = reason == null ? "" : ", because " + reason;
    return refuse(at, "this is not allowed here" + why + "; allowed: " + allowed);
  }

  private boolean refuse(Place at, String advice) {
    report.add(at, advice);
    return false;
  }

  private static Yaml required(Yaml.Mapping mapping, String member) {
    return requireNonNull(mapping.members().get(member), member);
  }

  /** A short text for a form, for example {@code process: {ref: settle}}. */
  private static String outline(Yaml form) {
    return switch (form) {
      case Yaml.Scalar scalar -> scalar.text();
      case Yaml.Sequence ignored -> "[…]";
      case Yaml.Mapping mapping ->
          mapping.members().entrySet().stream()
              .map(member -> member.getKey() + ": " + outline(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }
}
