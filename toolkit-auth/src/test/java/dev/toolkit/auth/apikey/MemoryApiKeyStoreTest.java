package dev.toolkit.auth.apikey;

class MemoryApiKeyStoreTest implements ApiKeyStoreContract {

  @Override
  public ApiKeyStore createStore() {
    return MemoryApiKeyStore.create();
  }
}
