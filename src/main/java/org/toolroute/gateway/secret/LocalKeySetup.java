package org.toolroute.gateway.secret;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the local key file at start-up, or creates it for a database that has never seen one. A key
 * file that is missing or not the right one is a reason not to start: a new key in its place would
 * make every stored key unreadable.
 */
final class LocalKeySetup {
  private static final Logger LOG = LoggerFactory.getLogger(LocalKeySetup.class);

  private static final int FIRST_ID = 1;

  private final MasterKeyFile file;
  private final KeyFileChecks checks;
  private final KeyCheckTable table;
  private final List<WrappedKeyStore> stores;
  private final InstantSource clock;

  LocalKeySetup(
      MasterKeyFile file,
      KeyFileChecks checks,
      KeyCheckTable table,
      List<WrappedKeyStore> stores,
      InstantSource clock) {
    this.file = file;
    this.checks = checks;
    this.table = table;
    this.stores = List.copyOf(stores);
    this.clock = clock;
  }

  /**
   * The keeper over the key file.
   *
   * @throws SecretSetupException when the file is missing, unsafe or not the right one
   */
  LocalKeyFile openOrCreate() {
    checks.checkPlace(file.path());
    return new LocalKeyFile(file.exists() ? read() : create());
  }

  /**
   * The keeper over a key file that must be there.
   *
   * @throws SecretSetupException when the file is missing, unsafe or not the right one
   */
  LocalKeyFile open() {
    if (!file.exists()) {
      throw new SecretSetupException(
          "Stored keys are still wrapped by the local key file, but "
              + file.path()
              + " is missing. Restore it and set toolroute.secret.key-file to where it is, until"
              + " they are rewrapped by Vault.");
    }
    checks.checkPlace(file.path());
    return new LocalKeyFile(read());
  }

  private MasterKeys read() {
    checks.checkFile(file.path());
    MasterKeys keys = file.read();
    for (int id : table.ids()) {
      if (!keys.ids().contains(id) && isNeeded(LocalKeyFile.prefix(id))) {
        throw new SecretSetupException(
            "The key file "
                + file.path()
                + " lacks key "
                + id
                + ", which still wraps stored keys."
                + " Restore that key from its backup.");
      }
    }
    for (int id : keys.ids()) {
      if (!table.recordOrMatch(id, keys.checkValue(id).orElseThrow())) {
        throw new SecretSetupException(
            "The key file "
                + file.path()
                + " is not the one this database was used with: key "
                + id
                + " differs. Restore the right key file from its backup.");
      }
    }
    return keys;
  }

  private MasterKeys create() {
    if (!table.ids().isEmpty() || isNeeded("")) {
      throw new SecretSetupException(
          "The key file "
              + file.path()
              + " is missing, but this database was used with one. Restore"
              + " it from its backup, or set toolroute.secret.key-file to where it is. A new one is"
              + " made only for a database without stored keys and an empty table"
              + " secret_key_check.");
    }
    return table.inTransaction(this::createAndRecord);
  }

  /** The check value is committed last: when it is there, so is the file. */
  private MasterKeys createAndRecord() {
    byte[] key = AesGcm.randomBytes(MasterKeys.LENGTH);
    MasterKeys keys = new MasterKeys(FIRST_ID, Map.of(FIRST_ID, key));
    if (!table.recordOrMatch(FIRST_ID, keys.checkValue(FIRST_ID).orElseThrow())) {
      throw new SecretSetupException(
          "Another gateway created a key file for this database at this moment. Copy that one to "
              + file.path()
              + " and start again.");
    }
    file.create(FIRST_ID, key, clock.instant());
    LOG.atInfo().addKeyValue("keyFile", file.path()).log("key file created");
    return keys;
  }

  private boolean isNeeded(String prefix) {
    return stores.stream().anyMatch(store -> store.holds(prefix));
  }
}
