package org.toolroute.gateway.provider.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a file says about other files: names that must be unique, and names that must exist. */
final class CrossCheck {
  private static final String DIRECT = "direct:";

  private final Predicate<String> isRegistered;
  private final Map<String, String> fileOfId = new HashMap<>();
  private final Set<String> routes = new HashSet<>();
  private final Set<String> configurations = new HashSet<>();

  /**
   * @param isRegistered whether a bean of that name exists
   */
  CrossCheck(Predicate<String> isRegistered) {
    this.isRegistered = isRegistered;
  }

  /** Takes the names in that another file may use. */
  void register(List<Place> places, Report report, String file) {
    for (Place place : places) {
      if (place.name().equals("id") && place.text().isPresent()) {
        String previous = fileOfId.putIfAbsent(place.text().get(), file);
        if (previous != null) {
          report.add(place, "another node has this id, in " + previous + "; give it its own");
        }
      }
      if (isStart(place)) {
        routes.add(place.text().orElse(""));
      }
      if (place.pointer().matches("/\\d+/routeConfiguration/id")) {
        place.text().ifPresent(configurations::add);
      }
    }
  }

  /** Compares the names that a file uses with those of all files. */
  void check(List<Place> places, Report report) {
    for (Place place : places) {
      String text = place.text().orElse("");
      if (text.startsWith(DIRECT) && !isStart(place) && !routes.contains(text)) {
        report.add(place, "no route starts with this");
      }
      if (place.name().equals("routeConfigurationId") && !configurations.contains(text)) {
        report.add(place, "there is no such routeConfiguration; Camel would ignore it in silence");
      }
      if (place.name().equals("ref") && !isRegistered.test(text)) {
        report.add(place, "there is no step bean of this name");
      }
      if (place.pointer().endsWith("/circuitBreaker/configuration") && !isRegistered.test(text)) {
        report.add(place, "there is no breaker configuration of this name");
      }
      if (place.name().equals("route")) {
        checkStart(place, report);
      }
    }
  }

  private static boolean isStart(Place place) {
    return place.pointer().endsWith("/from/uri");
  }

  /** A route and what it starts with have one name. */
  private static void checkStart(Place route, Report report) {
    Optional<String> id = textAt(route, "id");
    Optional<String> start = textAt(route, "from", "uri");
    if (id.isPresent() && start.isPresent() && !start.get().endsWith(":" + id.get())) {
      report.add(route, "name the route and what it starts with alike");
    }
  }

  private static Optional<String> textAt(Place place, String... names) {
    Optional<Yaml> node = Optional.of(place.node());
    for (String name : Stream.of(names).toList()) {
      node =
          node.flatMap(parent ->
              parent instanceof Yaml.Mapping mapping
                  ? Optional.ofNullable(mapping.members().get(name))
                  : Optional.empty());
    }
    return node.flatMap(found -> new Place("", found).text());
  }
}
