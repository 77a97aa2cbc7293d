/** Signing and verifying JSON Web Tokens, and the middleware that asks for them. */
@NullMarked
package dev.toolkit.auth.jwt;

import org.jspecify.annotations.NullMarked;
