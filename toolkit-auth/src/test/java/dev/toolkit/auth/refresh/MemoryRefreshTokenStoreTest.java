package dev.toolkit.auth.refresh;

class MemoryRefreshTokenStoreTest implements RefreshTokenStoreContract {

  @Override
  public RefreshTokenStore store() {
    return MemoryRefreshTokenStore.create();
  }
}
