/** One-time codes from an authenticator app as a second factor, and codes to use without it. */
@NullMarked
package dev.toolkit.auth.totp;

import org.jspecify.annotations.NullMarked;
