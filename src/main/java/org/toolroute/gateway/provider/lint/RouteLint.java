package org.toolroute.gateway.provider.lint;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks route files before Camel sees them. Guarantee: files without a finding hold nothing but
 * the forms of {@code route-forms.yaml}, so no code, no address made from data, no key, no retry,
 * no failure that bypasses the release of a hold, and no step left out of a provider's route.
 */
public final class RouteLint {
  private static final List<String> FOLDERS = List.of("gateway", "providers");

  private final RouteForms forms = RouteForms.load();
  private final Predicate<String> isRegistered;

  /**
   * @param isRegistered whether a bean of that name exists, a step or a breaker configuration
   */
  public RouteLint(Predicate<String> isRegistered) {
    this.isRegistered = isRegistered;
  }

  /** All findings in the route files of {@code folder}; empty when they may run. */
  public List<Finding> check(Path folder) {
    return check(read(folder));
  }

  /**
   * All findings in {@code files}, which are all route files of a gateway; empty when they may run.
   */
  public List<Finding> check(List<RouteFile> files) {
    Map<RouteFile, Report> reports = new LinkedHashMap<>();
    Map<RouteFile, List<Place>> places = new LinkedHashMap<>();
    for (RouteFile file : files) {
      Report report = new Report(file.name());
      reports.put(file, report);
      try {
        Place root = Place.root(YamlReader.read(file.text()));
        places.put(file, root.withAllBelow());
        checkAlone(file, root, report);
      } catch (YamlRefusedException e) {
        report.add(e.line(), "", e.advice());
      }
    }
    if (places.size() == files.size()) {
      checkTogether(places, reports);
    }
    return reports.values().stream().flatMap(report -> report.findings().stream()).toList();
  }

  /** Reads the route files of {@code folder}. */
  public static List<RouteFile> read(Path folder) {
    List<RouteFile> files = new ArrayList<>();
    for (String name : FOLDERS) {
      try (Stream<Path> entries = Files.list(folder.resolve(name))) {
        for (Path entry : entries.sorted(Comparator.naturalOrder()).toList()) {
          if (entry.toString().endsWith(RouteFile.SUFFIX)) {
            files.add(new RouteFile(name + "/" + entry.getFileName(), Files.readString(entry)));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private void checkAlone(RouteFile file, Place root, Report report) {
    TextCheck.check(file, root, report);
    String form = file.isProvider() ? "provider-file" : "gateway-file";
    new FormCheck(forms, file.base(), report)
        .check(requireNonNull(forms.forms().get(form), form), root);
  }

  private void checkTogether(Map<RouteFile, List<Place>> places, Map<RouteFile, Report> reports) {
    CrossCheck cross = new CrossCheck(isRegistered);
    places.forEach(
        (file, all) -> cross.register(all, requireNonNull(reports.get(file)), file.name()));
    places.forEach((file, all) -> cross.check(all, requireNonNull(reports.get(file))));
  }
}
