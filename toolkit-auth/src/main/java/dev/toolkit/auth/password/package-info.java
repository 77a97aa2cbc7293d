/** Passwords: hashing and checking them, slowing down those who guess, and Basic authentication. */
@NullMarked
package dev.toolkit.auth.password;

import org.jspecify.annotations.NullMarked;
