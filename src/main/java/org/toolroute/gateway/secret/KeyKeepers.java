package org.toolroute.gateway.secret;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Chooses who wraps new data keys and who is still needed to unwrap stored ones. */
final class KeyKeepers {
  private KeyKeepers() {}

  /**
   * The keepers for this database.
   *
   * @param vault the vault's keeper, where a vault is configured
   * @throws SecretSetupException when stored keys need a keeper that is not configured
   */
  static KeyWrappers choose(
      Optional<KeyWrapper> vault, Supplier<LocalKeySetup> local, List<WrappedKeyStore> stores) {
    return vault
        .map(keeper -> new KeyWrappers(keeper, localIfUsed(local, stores)))
        .orElseGet(() -> {
          requireNone("vault:", stores);
          return new KeyWrappers(local.get().openOrCreate(), List.of());
        });
  }

  private static List<KeyWrapper> localIfUsed(
      Supplier<LocalKeySetup> local, List<WrappedKeyStore> stores) {
    boolean used = stores.stream().anyMatch(store -> store.holds(LocalKeyFile.SCHEME));
    return used ? List.of(local.get().open()) : List.of();
  }

  private static void requireNone(String scheme, List<WrappedKeyStore> stores) {
    stores.stream()
        .filter(store -> store.holds(scheme))
        .findFirst()
        .ifPresent(store -> {
          throw new SecretSetupException(
              "Keys in table "
                  + store.name()
                  + " are wrapped by Vault, but no Vault is configured. Set"
                  + " toolroute.vault.address.");
        });
  }
}
