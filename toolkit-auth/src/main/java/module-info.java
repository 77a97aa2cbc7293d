/**
 * Who makes a request, and what they may do: keys and tokens, roles and permissions, API keys,
 * sessions, and the middleware that asks for them.
 */
module dev.toolkit.auth {
  requires transitive dev.toolkit.core;
  requires tools.jackson.databind;
  requires java.net.http;
  requires org.slf4j;
  requires static dev.toolkit.db;
  requires static org.bouncycastle.provider;
  requires static org.jspecify;

  exports dev.toolkit.auth;
  exports dev.toolkit.auth.apikey;
  exports dev.toolkit.auth.cookie;
  exports dev.toolkit.auth.jwt;
  exports dev.toolkit.auth.key;
  exports dev.toolkit.auth.password;
  exports dev.toolkit.auth.rbac;
  exports dev.toolkit.auth.refresh;
  exports dev.toolkit.auth.session;
  exports dev.toolkit.auth.totp;
}
