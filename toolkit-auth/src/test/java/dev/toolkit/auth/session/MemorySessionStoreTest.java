package dev.toolkit.auth.session;

class MemorySessionStoreTest implements SessionStoreContract {

  @Override
  public SessionStore createStore() {
    return MemorySessionStore.create();
  }
}
