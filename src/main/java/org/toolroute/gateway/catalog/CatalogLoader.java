package org.toolroute.gateway.catalog;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.MissingNode;

/**
 * Loads every {@code providers/*.tools.yaml} of the route folder. Nothing is loaded when anything
 * is wrong, and all that is wrong is said at once.
 */
public final class CatalogLoader {
  private static final String FOLDER = "providers";
  private static final int FILES_MAX = 500;

  private final CatalogProperties properties;

  public CatalogLoader(CatalogProperties properties) {
    this.properties = properties;
  }

  /**
   * Reads the folder.
   *
   * @throws InvalidDescriptionsException with every problem of every file
   */
  public Catalog load() {
    List<Problem> problems = new ArrayList<>();
    List<Provider> providers = new ArrayList<>();
    Set<String> unusedSettings = new TreeSet<>(properties.providers().keySet());
    for (Path file : files(problems)) {
      Problems found = new Problems(file.getFileName().toString());
      read(file, found).ifPresent(providers::add);
      problems.addAll(found.found());
      unusedSettings.remove(name(file));
    }
    List<String> names = providers.stream().map(provider -> provider.id().value()).toList();
    for (String setting : unusedSettings) {
      problems.add(
          new Problem(
              "toolroute.providers." + setting,
              "",
              "no such provider; nearest: " + NearestNames.of(setting, names)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidDescriptionsException(problems);
    }
    return new LoadedCatalog(providers);
  }

  private Optional<Provider> read(Path file, Problems problems) {
    return DescriptionFile.read(file, problems)
        .filter(description -> {
          boolean named = description.path("provider").asString().equals(name(file));
          if (!named) {
            problems.add("/provider", "must be the file's name, " + name(file));
          }
          return named;
        })
        .flatMap(description ->
            new ProviderReader(description, baseUrl(name(file), problems), problems).read());
  }

  private Optional<URI> baseUrl(String provider, Problems problems) {
    return Optional.ofNullable(properties.providers().get(provider))
        .map(CatalogProperties.ProviderSettings::baseUrl)
        .flatMap(url ->
            BaseUrl.read(
                url,
                new Place(
                    MissingNode.getInstance(),
                    "toolroute.providers." + provider + ".base-url",
                    problems)));
  }

  private List<Path> files(List<Problem> problems) {
    Path folder = properties.routes().resolve(FOLDER);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> descriptions =
          files
              .filter(file -> file.getFileName().toString().endsWith(DescriptionFile.SUFFIX))
              .sorted()
              .toList();
      if (descriptions.isEmpty() || descriptions.size() > FILES_MAX) {
        problems.add(
            new Problem(
                folder.toString(), "", "has no *.tools.yaml file, or more than " + FILES_MAX));
        return List.of();
      }
      return descriptions;
    } catch (IOException unreadable) {
      problems.add(
          new Problem(
              folder.toString(), "", "cannot be listed; set toolroute.routes to its parent"));
      return List.of();
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - DescriptionFile.SUFFIX.length());
  }
}
